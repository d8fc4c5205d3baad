"""Figures as points of a chart."""

from collections.abc import Iterable, Sequence

from tasks.publish.charts import Control, Point
from tasks.publish.measures import Month, Signal, Whole
from tasks.publish.national_assault import Assault
from tasks.publish.words import last_month, month_name


def year_points(wholes: Iterable[Whole]) -> list[Point]:
    """Return the financial years, labelled ``2022-23``."""
    return [_point(one.period, one) for one in wholes if one.period_kind == "year"]


def assault_points(years: Iterable[Assault]) -> list[Point]:
    """Return financial years of all assault, labelled ``2022-23``."""
    return [Point(one.period, one.value, one.is_provisional) for one in years]


def rolling_points(wholes: Iterable[Whole]) -> list[Point]:
    """Return the 12 months ending, labelled ``Nov 2023``."""
    return [_point(short(one.period), one) for one in wholes if one.period_kind == "rolling_year"]


def quarter_points(wholes: Iterable[Whole]) -> list[Point]:
    """Return the 12 months ending by quarter, those ending March from financial years.

    None where there are financial years alone.
    """
    ends = {last_month(one.period_kind, one.period): one for one in wholes}
    if all(one.period_kind == "year" for one in ends.values()):
        return []
    return [_point(short(month), one) for month, one in sorted(ends.items())]


def month_points(months: Iterable[Month]) -> list[Point]:
    """Return the months, labelled ``Nov 2023``."""
    return [_point(short(month.period), month) for month in months]


def control_lines(signal: Signal | None, months: Sequence[Month]) -> Control | None:
    """Return the lines of a control chart over these months, None if there is no chart."""
    if signal is None:
        return None
    first = next(n for n, month in enumerate(months) if month.period >= signal.first_period)
    event = (signal.event or "Step in England's figures") if signal.is_stepped else ""
    return Control(signal.mean, signal.lower, signal.upper, first, event, signal.special)


def short(period: str) -> str:
    """Return ``Nov 2023`` for ``2023-11``."""
    month, year = month_name(period).split()
    return f"{month[:3]} {year}"


def _point(label: str, figure: Whole | Month) -> Point:
    is_hidden = figure.value is None and figure.shown != "[x]"
    return Point(label, figure.value, figure.status == "provisional", is_hidden)
