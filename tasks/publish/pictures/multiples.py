"""Small multiples: 12 months ending of a few forces side by side, each on its own scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.publish import design
from tasks.publish.brief import SHORT_CAUSES
from tasks.publish.charts import Point
from tasks.publish.compared import QUARTERS, Watched, watched
from tasks.publish.measures import ALL_AGES, Measures
from tasks.publish.pictures.svg import WIDE, Picture, dot, line, svg, text
from tasks.publish.points import quarter_points, year_points

MOST, FEW = 12, 6
GAP, TITLE, FOOT = 20, 28, 26
HEIGHTS = {2: 150, 3: 100}  # of a panel's lines, by the number of columns


@dataclass(frozen=True)
class Panel:
    """A force's points, with its name and cause."""

    name: str
    cause: str
    points: Sequence[Point]

    @property
    def ends(self) -> str:
        """The first and last shown figure in words."""
        shown = [(one.label, one.value) for one in self.points if one.value is not None]
        if not shown:
            return f"{self.name}: hidden or not available."
        (first, was), (last, now) = shown[0], shown[-1]
        return f"{self.name}: {was:,} to {first}, {now:,} to {last}."


def multiples(measures: Measures, about: str) -> Picture:
    """Draw the forces that need attention, at most twelve, or else those of the highest rates."""
    panels = [_panel(measures, one) for one in watched(measures)[:MOST]]
    columns = 2 if len(panels) <= FEW else 3
    width, height = (WIDE - GAP * (columns - 1)) / columns, HEIGHTS[columns]
    space = TITLE + height + FOOT
    drawn = [
        element
        for number, panel in enumerate(panels)
        for element in _drawn(
            panel, number % columns * (width + GAP), number // columns * space, width, height
        )
    ]
    title = _title(measures, len(panels))
    return Picture(
        title=title,
        about=about,
        svg=svg(space * max(1, -(-len(panels) // columns)), drawn),
        alt=f"Small line charts. {title}. {' '.join(panel.ends for panel in panels)}",
        note="Each force has a scale of its own, from 0. Hollow points are provisional, ticks on"
        " the base line hidden figures.",
    )


def _title(measures: Measures, drawn: int) -> str:
    named = len(measures.attention)
    if not named:
        return f"No force needs attention: the {drawn} forces of the highest rates"
    those = "1 force needs" if named == 1 else f"{named} forces need"
    return f"{those} attention" + (f": the first {drawn}" if drawn < named else "")


def _panel(measures: Measures, one: Watched) -> Panel:
    wholes = measures.wholes.get((one.cause, one.force.code, ALL_AGES), ())
    points = quarter_points(wholes) or year_points(wholes)
    return Panel(one.force.name, SHORT_CAUSES[one.cause], points[-QUARTERS:])


def _drawn(panel: Panel, left: float, top: float, width: float, height: float) -> Iterator[str]:
    yield text(left, top + 10, panel.name, size=9.5, weight="bold")
    yield text(left, top + 20, panel.cause, size=8, colour=design.GREY)
    foot = top + TITLE + height
    yield line([(left, foot), (left + width, foot)], design.INK)
    most = max([point.value or 0 for point in panel.points], default=0) or 1
    step = (width - 30) / max(1, len(panel.points) - 1)
    at = [
        (left + 4 + step * number, foot - (height - 8) * (point.value or 0) / most)
        for number, point in enumerate(panel.points)
    ]
    yield from _line(panel.points, at)
    for (x, y), point in zip(at, panel.points, strict=True):
        if point.value is not None:
            fill = design.PAPER if point.is_provisional else design.DARK_BLUE
            yield dot(x, y, fill, radius=1.75)
        elif point.is_hidden:
            yield line([(x, foot), (x, foot - 5)], design.GREY, 2)
        if point.label.startswith("Mar ") and point.label.endswith(("0", "2", "4", "6", "8")):
            yield text(x, foot + 10, point.label, size=7, anchor="middle")
    yield from _last(panel.points, at)


def _line(points: Sequence[Point], at: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Join shown figures that follow each other."""
    for number in range(1, len(points)):
        if points[number - 1].value is not None and points[number].value is not None:
            yield line([at[number - 1], at[number]], design.DARK_BLUE, 1.5)


def _last(points: Sequence[Point], at: Sequence[tuple[float, float]]) -> Iterator[str]:
    shown = [number for number, point in enumerate(points) if point.value is not None]
    if shown:
        x, y = at[shown[-1]]
        yield text(x + 5, y + 3, f"{points[shown[-1]].value:,}", weight="bold")
