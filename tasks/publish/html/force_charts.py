"""The charts of a force's page: of what is shown; where most of it is hidden, of longer periods."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tasks.publish import design
from tasks.publish.charts import Point, line_chart
from tasks.publish.measures import ALL_AGES, Area, Measures
from tasks.publish.points import month_points, quarter_points, year_points

LATEST = 13  # months, or ends of quarters
QUARTERS = "12 months ending, by quarter, because most months are hidden"


@dataclass(frozen=True)
class Trend:
    """Points that a chart may be drawn of, one ``each`` period."""

    caption: str
    each: str
    points: Sequence[Point]

    @property
    def is_told(self) -> bool:
        """Whether at least half of its points show a figure."""
        return 2 * sum(point.value is not None for point in self.points) >= len(self.points)


def trends(measures: Measures, force: Area, cause: str) -> tuple[Sequence[Trend], Sequence[Trend]]:
    """Return which trends of a force are drawn, and which are not for their hidden figures.

    Months give way to 12 months ending, by quarter, where fewer than half of them show a figure.
    """
    series = (cause, force.code, ALL_AGES)
    wholes = measures.wholes.get(series, ())
    of_month = month_points(measures.months.get(series, ())[-LATEST:])
    years = Trend("By financial year", "financial year", year_points(wholes))
    months = Trend(f"Latest {len(of_month)} months", "month", of_month)
    quarters = Trend(QUARTERS, "12 months ending", quarter_points(wholes)[-LATEST:])
    longer = [quarters] if quarters.points and quarters.is_told else [months, quarters]
    wanted = [years, *([months] if months.is_told else longer)]
    known = [trend for trend in wanted if trend.points]
    drawn = [trend for trend in known if trend.is_told]
    return drawn, [trend for trend in known if not trend.is_told]


def drawn_chart(trend: Trend, force: Area, cause: str) -> Markup:
    """Draw a trend."""
    of_force = f"{design.CAUSE_NAMES[cause]}, residents of {force.name}"
    return line_chart(f"Line chart. {of_force}. {trend.caption}.", trend.points)


def untold_sentence(untold: Sequence[Trend]) -> str:
    """Return why no chart is drawn of some trends; nothing where all are drawn."""
    if not untold:
        return ""
    *others, last = [trend.each for trend in untold]
    listed = f"{', '.join(others)} or {last}" if others else last
    points = [point for trend in untold for point in trend.points if point.value is None]
    is_any_shown = len(points) < sum(len(trend.points) for trend in untold)
    missing = "" if all(point.is_hidden for point in points) else " or not available yet"
    return (
        f"No chart is drawn by {listed}: {'most' if is_any_shown else 'all'} of these figures are"
        f" hidden{missing}."
    )
