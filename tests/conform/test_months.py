"""Months and moments as people write them."""

from datetime import UTC, date, datetime, time

import pytest

from tasks.conform.conform import NoMonthError
from tasks.conform.months import NoMomentError, moment_named, month_named, months_named

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


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("latest", None),
        ("Latest ", None),
        ("2023-11", date(2023, 11, 1)),
        (" 2023-11", date(2023, 11, 1)),
    ],
)
def test_a_month(text: str, month: date | None) -> None:
    assert month_named(text) == month


@pytest.mark.parametrize("text", ["", "2023-13", "November 2023", "2023-11-01", "all"])
def test_what_is_no_single_month_is_said(text: str) -> None:
    with pytest.raises(NoMonthError, match="write 'latest' or '2023-11'"):
        month_named(text)


END = datetime.combine(date(2024, 1, 31), time.max, UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-31", END),
        ("20240131", END),
        ("2024-01-31T12:00", datetime(2024, 1, 31, 12, tzinfo=UTC)),
        ("2024-01-31T12:00+01:00", datetime(2024, 1, 31, 11, tzinfo=UTC)),
        (" 2024-01-31T23:59:59+00:00 ", datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_is_its_end_and_a_time_itself(text: str, moment: datetime) -> None:
    assert moment_named(text) == moment


@pytest.mark.parametrize("text", ["", "2024-01", "2024-02-30", "31 January 2024", "yesterday"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(NoMomentError, match="its end"):
        moment_named(text)
