"""Months as people write them."""

from datetime import date

import pytest

from tasks.conform import NoMonthError
from tasks.months import months_named

LATEST = date(2023, 11, 1)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2023-11", ["2023-11"]),
        ("2022-12..2023-02", ["2022-12", "2023-01", "2023-02"]),
        ("2023-02, 2022-12,2023-02", ["2022-12", "2023-02"]),
        ("2012-04..2012-05,2012-05 .. 2012-06", ["2012-04", "2012-05", "2012-06"]),
    ],
)
def test_months(text: str, months: list[str]) -> None:
    assert [f"{month:%Y-%m}" for month in months_named(text, LATEST)] == months


def test_all_months() -> None:
    months = months_named("all", LATEST)

    assert (months[0], months[-1], len(months)) == (date(2012, 4, 1), LATEST, 140)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2012-03", "no release of 2012-03"),
        ("2023-11..2023-12", "no release of 2023-12"),
        ("", "names no months"),
        ("2023-13", "names no months"),
        ("2023-11..2023-10", "names no months"),
        ("2023-01..2023-02..2023-03", "names no months"),
        ("last month", "names no months"),
    ],
)
def test_what_is_no_month_is_said(text: str, said: str) -> None:
    with pytest.raises(NoMonthError, match=said):
        months_named(text, LATEST)
