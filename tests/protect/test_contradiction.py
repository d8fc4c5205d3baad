"""Counts that contradict what is known are told apart from whatever else can fail."""

import duckdb
import pytest

from tasks.protect.decide import propagation
from tasks.protect.decide.decision import ContradictionError, decide_and_show, decide_release
from tasks.protect.policy import make_rung, policy
from tests.protect.small import Figure, model

FELL = {
    "now": Figure(2), "before": Figure(12, "frozen", 8, 12), "rise": Figure(-10, "hidden", 0),
}  # fmt: skip


def fallen() -> duckdb.DuckDBPyConnection:
    """A figure that was shown as 10 and has fallen to 2."""
    con = model(FELL, {"now": ["before", "rise"]})
    con.execute("update cell set risen_from = 'a' where kind = 'hidden'")
    make_rung(con, policy())
    return con


def least_rise(con: duckdb.DuckDBPyConnection) -> int:
    (least,) = con.execute("select lo from cell where kind = 'hidden'").fetchone() or (None,)
    assert least is not None
    return int(least)


def test_counts_that_fell_are_a_contradiction_and_falls_are_allowed() -> None:
    with pytest.raises(ContradictionError, match="look for a corrected extract"):
        decide_release(fallen(), policy())

    con = fallen()
    decide_and_show(con)
    assert least_rise(con) < 0


def test_what_was_known_before_can_contradict_itself() -> None:
    con = model(
        {"all": Figure(5, "exact"), "a": Figure(3, "frozen", 8, 12), "b": Figure(2)},
        {"all": ["a", "b"]},
    )
    make_rung(con, policy())

    with pytest.raises(ContradictionError, match="contradict"):
        decide_release(con, policy())


def test_a_full_undo_trail_is_no_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = propagation.make_state

    def with_little_room(*about: object) -> propagation.State:
        state = whole(*about)  # type: ignore[arg-type]
        return state._replace(trail_cell=state.trail_cell[:1])

    monkeypatch.setattr(propagation, "make_state", with_little_room)
    con = fallen()

    with pytest.raises(RuntimeError, match="the undo trail is full"):
        decide_and_show(con)
    assert least_rise(con) == 0
