"""The row of a release: what stopped it, what its receipt says, what several attempts spent."""

import json
from dataclasses import make_dataclass

import duckdb
import pytest

from tasks.protect.audit.audit import AuditReceipt, InconsistentError
from tasks.protect.audit.refusal import NotDecidedError
from tasks.protect.decide.decision import ContradictionError
from tests.bench.unseen import releases
from tests.bench.unseen.landing import run
from tests.bench.unseen.releases import COLUMNS, Watched, outcome_of, told
from tests.protect.small import Figure, model

RECEIPT = AuditReceipt(9, 1, 2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ContradictionError(), "contradiction"),
        (InconsistentError(""), "contradiction"),
        (NotDecidedError(""), "not decided"),
        (ZeroDivisionError(), "error"),
    ],
)
def test_one_word_says_what_stopped_a_release(error: Exception, word: str) -> None:
    assert outcome_of(error) == word


def test_fields_that_a_receipt_will_have_are_told_too() -> None:
    fields = ["month", "revision", "cells", "audit", "left_out"]
    receipt = make_dataclass("Receipt", fields)(None, 1, 7, RECEIPT, ("pfa_rolling_year_age",))

    assert json.loads(told(receipt)["receipt"]) == {
        "cells": 7,
        "left_out": ["pfa_rolling_year_age"],
    }


def test_attempts_add_up_and_the_last_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "_of_release", lambda connection: {"refused_tables": ""})
    steps: list[str] = []
    watch = Watched(steps.append)
    receipts = iter([RECEIPT, AuditReceipt(9, 0, 0, 0, 0, 0, 0, 0)])
    audit = watch.audit(lambda connection: next(receipts))

    with duckdb.connect() as connection:
        audit(connection)
        audit(connection)

    assert watch.attempts == 2
    assert watch.found["exact"] == 0
    assert set(watch.found) <= set(COLUMNS)
    assert steps == ["audit", "after the audit"] * 2


@pytest.mark.parametrize(
    ("lowest", "risen_from", "is_rest", "expected"),
    [
        (0, "first", False, (1, 0)),
        (-1, "first", False, (1, 1)),
        (-1, None, True, (1, 1)),
        (0, None, True, (1, 0)),
        (-1, None, False, (0, 0)),
    ],
)
def test_links_that_may_be_negative_are_freed(
    lowest: int, risen_from: str | None, is_rest: bool, expected: tuple
) -> None:
    with model({"a link": Figure(0, kind="hidden", lo=lowest)}, {}) as connection:
        connection.execute("update cell set risen_from = ?, is_rest = ?", [risen_from, is_rest])

        assert run(connection, "links").fetchone() == expected


def test_figures_of_a_table_are_told_by_how_they_are_shown() -> None:
    figures = {name: Figure(count) for name, count in {"W1": 9, "W2": 9, "W3": 3, "E1": 30}.items()}
    with model(figures, {}) as connection:
        connection.execute(
            "create table protected_cell as select cell_id, 5 as rung, '30' as shown from cell"
        )
        connection.execute("update protected_cell set rung = 10, shown = '[c1]' where cell_id = 0")
        connection.execute("update protected_cell set rung = 0, shown = '[c3]' where cell_id = 1")
        connection.execute("update protected_cell set shown = '[c]' where cell_id = 2")

        assert run(connection, "by_table", suppressed_to=7).fetchall() == [
            ("england", "pfa_month_all", 1, 0, 0, 0),
            ("wales", "pfa_month_all", 3, 1, 1, 2),
        ]
