"""The row of a release: what stopped it, what its receipt says, what several attempts spent."""

import json
from dataclasses import make_dataclass

import duckdb
import pytest

from tasks.protect.audit.audit import AuditReceipt, InconsistentError
from tasks.protect.audit.refusal import NotDecidedError
from tasks.protect.decide.decision import ContradictionError
from tests.bench.unseen import releases
from tests.bench.unseen.releases import COLUMNS, Watched, outcome_of, told

RECEIPT = AuditReceipt(9, 1, 2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ContradictionError(""), "contradiction"),
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
    monkeypatch.setattr(releases, "_of_tables", lambda connection: {"wales_la_year_all_figures": 8})
    monkeypatch.setattr(releases, "_refused", lambda connection: {"refused_tables": ""})
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
