"""The log of sign-offs, and what it says of a release and a run."""

import pytest

from tasks.govern.decisions import (
    APPROVED,
    ASKED,
    NOT_ENTITLED,
    REJECTED,
    TIMED_OUT,
    Entry,
    entries,
    is_approved,
    note,
    undecided,
    was_asked,
)
from tasks.store.folders import DataFolder

RELEASE = "2024-01/r1"


@pytest.mark.parametrize(
    ("events", "approved", "asked"),
    [
        ([], False, None),
        ([ASKED], False, RELEASE),
        ([ASKED, NOT_ENTITLED], False, RELEASE),
        ([ASKED, APPROVED], True, None),
        ([ASKED, REJECTED], False, None),
        ([ASKED, TIMED_OUT], False, None),
        ([ASKED, REJECTED, ASKED], False, RELEASE),
        ([ASKED, REJECTED, ASKED, APPROVED], True, None),
        ([ASKED, NOT_ENTITLED, APPROVED], True, None),
    ],
)
def test_what_the_log_says(
    data: DataFolder, events: list[str], approved: bool, asked: str | None
) -> None:
    for event in events:
        note(data, Entry(RELEASE, "run", event))

    assert [entry.event for entry in entries(data)] == events
    assert is_approved(data, RELEASE) == approved
    assert was_asked(data, "run") == asked
    assert was_asked(data, "another run") is None
    assert not is_approved(data, "2024-01/r2")


# Ends of lines to Unicode, as notes that are pasted from a page may hold.
@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x1c", "\v", "\r", "\n"])
def test_a_note_is_one_line_whatever_it_holds(data: DataFolder, character: str) -> None:
    told = f"checked{character}fine"
    note(data, Entry(RELEASE, "run", ASKED))
    note(data, Entry(RELEASE, "run", APPROVED, "reviewer", "Rhys", told))

    assert [entry.note for entry in entries(data)] == ["", told]
    assert is_approved(data, RELEASE)


def test_runs_do_not_decide_for_each_other(data: DataFolder) -> None:
    note(data, Entry(RELEASE, "one", ASKED))
    note(data, Entry("2024-01/r2", "two", ASKED))
    note(data, Entry(RELEASE, "one", REJECTED, "reviewer", "Rhys", "wrong"))

    assert [entry.run for entry in undecided(data)] == ["two"]
    assert was_asked(data, "two") == "2024-01/r2"
