"""What the audit says of what an outsider can narrow a suppressed figure to, at its boundaries."""

import duckdb
import pytest

from tasks.statements import statement


def verdict(lo: int, hi: int) -> str:
    con = duckdb.connect()
    narrowed = {"cell_id": "0", "lo": str(lo), "hi": str(hi), "method": "sums"}
    con.execute(
        statement("protect/audit_cell"), narrowed | {"suppressed_to": 7, "refused_at_most": 2}
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
