from datetime import date

import pytest

from tasks.synthesise.layout import MonthStyle, Wording
from tasks.synthesise.sheet import Cell
from tasks.synthesise.wording import month_cell, worded


@pytest.mark.parametrize(
    ("wording", "name", "written"),
    [
        ("delivered", "Devon & Cornwall", "Devon & Cornwall"),
        ("upper", "Dorset", "DORSET"),
        ("lower", "PFA code", "pfa code"),
        ("spaced", "West Mercia", "  West  Mercia "),
        ("and", "Devon & Cornwall", "Devon and Cornwall"),
        ("ampersand", "Avon and Somerset", "Avon & Somerset"),
        ("ampersand", "Sunderland", "Sunderland"),
        ("hyphenated", "North Wales", "North-Wales"),
        ("unhyphenated", "Stoke-on-Trent", "Stoke on Trent"),
    ],
)
def test_a_name_is_worded(wording: Wording, name: str, written: str) -> None:
    assert worded(name, wording) == written


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("Apr-12", "May-13"),
        ("April 2012", "May 2013"),
        ("2012-04", "2013-05"),
        ("date", date(2013, 5, 1)),
    ],
)
def test_a_month_is_written(style: MonthStyle, cell: Cell) -> None:
    assert month_cell("2013-05", style) == cell
