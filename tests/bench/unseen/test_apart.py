"""A history in a process of its own: what it sends, and what is said where it is cut off."""

import os
from multiprocessing.connection import Connection

import pytest

from tests.bench.unseen.apart import allow, rows_of
from tests.bench.unseen.history import History

CHAIN = History("second", 1.0, "whole", 2, "short", "chain", 7)
ONE = {"history": CHAIN.name, "release": 1, "outcome": "released"}


def _send_first(to: Connection, step: str) -> None:
    to.send(("row", ONE))
    to.send(("step", step))


def stalls(history: History, most_seconds: int, to: Connection) -> None:
    _send_first(to, "audit")
    allow(most_seconds)
    while True:
        pass


def dies(history: History, most_seconds: int, to: Connection) -> None:
    _send_first(to, "decide")
    os._exit(3)


def ends(history: History, most_seconds: int, to: Connection) -> None:
    _send_first(to, "audit")


def test_rows_are_those_that_were_sent() -> None:
    assert list(rows_of(CHAIN, 1, ends)) == [ONE]


@pytest.mark.parametrize(
    ("make", "outcome", "said", "audit_seconds"),
    [
        (stalls, "no verdict", "after 1 s, in: audit", 1.0),
        (dies, "died", "3, in: decide", None),
    ],
)
def test_a_release_that_is_cut_off_has_a_row(
    make: object, outcome: str, said: str, audit_seconds: float | None
) -> None:
    first, last = rows_of(CHAIN, 1, make)

    assert first == ONE
    assert (last["release"], last["month"]) == (2, "2023-02")
    assert (last["outcome"], last["exception"]) == (outcome, said)
    assert last.get("audit_seconds") == audit_seconds
