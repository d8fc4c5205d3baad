"""Each message says what is there, and nothing that is not."""

from pathlib import Path

import pytest

from tests.receive.broken_files import T1, put
from tests.receive.conftest import Reader, booked
from tests.receive.test_other_programs import BookEdit, below

TOLD: list[tuple[str, BookEdit, str, str]] = [
    ("a formula for a name", put(T1, "B6", '=HYPERLINK("#a")'), "must hold a value", "A count"),
    ("a year among the counts", below(C55=2012), "or numbers of a note", "ends the table. "),
    ("a count and a star", put(T1, "C6", "12*"), "a number with a mark", "suppressed one"),
    ("a count and a letter", put(T1, "C6", "12 r"), "a number with a mark", "holds a text."),
    ("a period of words", put("Cover", "B7", "Spring 2012"), "not like April 2012", "full one"),
    ("no date", put("Cover", "B10", "soon"), "missing or not a date", "before the"),
    ("an early date", put("Cover", "B10", "2012-05-01"), "before the end of", "not a date"),
    ("another status", put("Cover", "B9", "2011-12 Provisional"), "another provisional", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "told", "untrue"),
    [pytest.param(edit, told, untrue, id=what) for what, edit, told, untrue in TOLD],
)
def test_messages(read: Reader, good: Path, edit: BookEdit, told: str, untrue: str) -> None:
    reasons = read(booked(good, edit), good.name)

    assert told in reasons
    assert untrue not in reasons
