"""What the audit says of what an outsider can narrow a suppressed figure to, at its boundaries."""

import duckdb
import pytest

from tasks.protect.audit.walk import ENOUGH_VALUES
from tasks.protect.policy import policy
from tasks.store.statements import statement
from tests.protect.small import Figure, model


def verdict(lo: int, hi: int) -> str:
    con = duckdb.connect()
    narrowed = {"cell_id": "0", "lo": str(lo), "hi": str(hi), "method": "sums"}
    con.execute(
        statement("protect/audit/audit_cell"), narrowed | {"suppressed_to": 7, "refused_at_most": 2}
    )
    (found,) = con.execute("select verdict from audit_cell").fetchone() or ("",)
    return str(found)


@pytest.mark.parametrize(
    ("lo", "hi", "said"),
    [
        (0, 0, "safe"),
        (0, 1, "known to be 2 or less"),
        (1, 1, "exact"),
        (0, 2, "known to be 2 or less"),
        (1, 2, "known to be 2 or less"),
        (2, 2, "exact"),
        (0, 3, "safe"),
        (1, 3, "three values"),
        (2, 3, "two values"),
        (1, 4, "safe"),
        (5, 7, "three values"),
        (6, 7, "two values"),
        (7, 7, "exact"),
        (7, 8, "two values"),
        (7, 9, "three values"),
        (7, 10, "safe"),
        (8, 8, "safe"),
        (8, 9, "safe"),
        (9, 9, "safe"),
    ],
)
def test_the_verdict(lo: int, hi: int, said: str) -> None:
    assert verdict(lo, hi) == said


@pytest.mark.parametrize(
    ("lo", "hi", "method", "refused_values", "is_refused"),
    [
        (3, 3, "sums", 1, True),
        (3, 4, "sums", 1, False),
        (3, 4, "sums", 2, True),
        (3, 5, "sums", 2, False),
        (3, 5, "sums", 3, True),
        (0, 2, "sums", 1, True),
        (0, 0, "sums", 3, False),
        (8, 8, "sums", 3, False),
        (3, 9, "unsettled", 1, True),
        (3, 3, "known before", 3, False),
        (3, 3, "exact totals", 3, False),
        (0, 2, "known before", 3, False),
    ],
)
def test_the_gate_refuses_by_the_bounds_of_the_policy(
    lo: int, hi: int, method: str, refused_values: int, is_refused: bool
) -> None:
    con = model({"a": Figure(3)}, {})
    narrowed = {"cell_id": "0", "lo": str(lo), "hi": str(hi), "method": method}
    con.execute(
        statement("protect/audit/audit_cell"), narrowed | {"suppressed_to": 7, "refused_at_most": 2}
    )
    refused = con.execute(statement("protect/audit/refused"), {"refused_values": refused_values})

    assert bool(refused.fetchall()) == is_refused


def test_the_audit_counts_as_many_values_as_the_policy_may_refuse() -> None:
    """A figure of ENOUGH_VALUES is settled and looked at no further."""
    assert policy().refused_values < ENOUGH_VALUES
