"""Charts as SVG, drawn when a release is written: for pages without a script and for the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from tasks.publish import design
from tasks.publish.ticks import ticks_between, ticks_to

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 44
TYPE = f'font-family="{design.FONT}, Liberation Sans" font-size="14" fill="{design.INK}"'


@dataclass(frozen=True)
class Point:
    """A figure on a chart; ``value`` is None where it is hidden or not available."""

    label: str
    value: float | None
    is_provisional: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class Level:
    """A line across a chart, from the point of number ``first`` on."""

    value: float
    is_limit: bool
    first: int = 0


@dataclass(frozen=True)
class Control:
    """The lines of a control chart: from its ``first`` point, with what happened there if anything.

    ``lower`` and ``upper`` are the limits, in the units of the points. ``special`` is 1 where the
    latest months are unusually high, -1 where unusually low.
    """

    mean: float
    lower: float
    upper: float
    first: int
    event: str = ""
    special: int = 0

    @property
    def levels(self) -> list[Level]:
        """The mean and the limits as lines."""
        limits = [
            Level(limit, is_limit=True, first=self.first) for limit in (self.lower, self.upper)
        ]
        return [Level(self.mean, is_limit=False, first=self.first), *limits]

    def breach(self, number: int, value: float) -> int:
        """Return 1 for a point above the limits, -1 for one below, 0 for any other."""
        if number < self.first:
            return 0
        return (value > self.upper) - (value < self.lower)


@dataclass(frozen=True)
class Estimate:
    """An estimate on a chart, of either sign, with its interval if it has one."""

    label: str
    value: float
    lower: float | None = None
    upper: float | None = None


def line_chart(
    text: str,
    points: Sequence[Point],
    control: Control | None = None,
    *,
    adjusted: Sequence[float | None] = (),
    expected: Sequence[Estimate | None] = (),
    labelled: str = "",
    height: int = HEIGHT,
) -> Markup:
    """Draw a line from 0 up; ``text`` is what it says to those who do not see it.

    Provisional points are hollow, hidden figures a tick on the base line, missing ones a gap. Of a
    control chart, points outside the limits are triangles: orange up above, blue down below.
    ``adjusted`` is a line of other values of the same points, ``expected`` a dashed one of what
    they are to become, in a band of its intervals. Points are ``labelled`` whose label begins so,
    by default every few.
    """
    levels = control.levels if control else []
    drawn = [
        *(point.value for point in points),
        *(level.value for level in levels),
        *adjusted,
        *(one.upper for one in expected if one),
    ]
    scale = _Scale(ticks_to(max((one or 0 for one in drawn), default=0)), len(points), height)
    return _svg(
        text,
        height,
        [
            *_axis(scale),
            *_labels(scale, [point.label for point in points], labelled),
            *(_band(scale, expected) if any(expected) else []),
            *(_level(scale, level) for level in levels),
            *(_step(scale, control) if control else []),
            *([_line(scale, adjusted, design.TURQUOISE, 3)] if adjusted else []),
            _line(scale, [point.value for point in points]),
            *(_mark(scale, number, point) for number, point in enumerate(points)),
            *(_breaches(scale, points, control) if control else []),
            *(_icon(control.special) if control else []),
        ],
    )


def effect_chart(text: str, estimates: Sequence[Estimate]) -> Markup:
    """Draw estimates about a line of no effect; intervals are bars, without them a line joins."""
    reached = [
        limit
        for one in estimates
        for limit in (one.value, one.lower, one.upper)
        if limit is not None
    ]
    scale = _Scale(ticks_between(min(reached, default=0), max(reached, default=0)), len(estimates))
    points = [Point(one.label, one.value) for one in estimates]
    has_intervals = any(one.lower is not None for one in estimates)
    return _svg(
        text,
        HEIGHT,
        [
            *_axis(scale),
            *_labels(scale, [one.label for one in estimates]),
            *(_interval(scale, number, one) for number, one in enumerate(estimates)),
            *([] if has_intervals else [_line(scale, [one.value for one in estimates])]),
            *(_mark(scale, number, point) for number, point in enumerate(points)),
        ],
    )


@dataclass(frozen=True)
class _Scale:
    ticks: Sequence[float]
    points: int
    height: int = HEIGHT

    @property
    def foot(self) -> int:
        return self.height - BOTTOM

    def x(self, number: int) -> float:
        part = 0.5 if self.points < 2 else number / (self.points - 1)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * part, 1)

    def y(self, value: float) -> float:
        return round(self.foot - (self.foot - TOP) * self._part(value), 1)

    def _part(self, value: float) -> float:
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def _svg(text: str, height: int, elements: Sequence[str]) -> Markup:
    said = escape(text)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}"'
    # Made of numbers and escaped texts only.
    return Markup(f'{head} role="img" aria-label="{said}">{"".join(elements)}</svg>')  # noqa: S704


def _axis(scale: _Scale) -> list[str]:
    return [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{scale.y(tick)}" y2="{scale.y(tick)}"'
        f' stroke="{design.LINE if tick else design.INK}"/>'
        f'<text x="{LEFT - 8}" y="{scale.y(tick) + 5}" text-anchor="end" {TYPE}>'
        f"{_signed(tick)}</text>"
        for tick in scale.ticks
    ]


def _signed(tick: float) -> str:
    return f"{tick:,.10g}".replace("-", design.MINUS)


def _labels(scale: _Scale, labels: Sequence[str], start: str = "") -> list[str]:
    last = len(labels) - 1
    every = -(-len(labels) // 6)
    is_written = [
        label.startswith(start) if start else (last - number) % every == 0
        for number, label in enumerate(labels)
    ]
    return [
        f'<text x="{scale.x(number)}" y="{scale.foot + 24}" {TYPE}'
        f' text-anchor="{_anchor(number, last)}">{escape(label)}</text>'
        for number, label in enumerate(labels)
        if is_written[number]
    ]


def _anchor(number: int, last: int) -> str:
    return "start" if number == 0 else "end" if number == last else "middle"


def _level(scale: _Scale, level: Level) -> str:
    y = scale.y(level.value)
    limit = f'stroke="{design.ORANGE}" stroke-width="2" stroke-dasharray="6 4"'
    stroke = limit if level.is_limit else f'stroke="{design.INK}" stroke-width="1.5"'
    x = scale.x(level.first)
    return f'<line x1="{x}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" {stroke}/>'


def _step(scale: _Scale, control: Control) -> list[str]:
    if not control.event:
        return []
    x = scale.x(control.first)
    return [
        f'<path d="M{x} {TOP}V{scale.foot}" stroke="{design.GREY}" stroke-dasharray="2 3"/>',
        f'<text x="{x + 6}" y="{scale.foot - 8}" {TYPE}>{escape(control.event)}</text>',
    ]


def _breaches(scale: _Scale, points: Sequence[Point], control: Control) -> list[str]:
    return [
        _triangle(scale.x(number), scale.y(point.value), side)
        for number, point in enumerate(points)
        if point.value is not None and (side := control.breach(number, point.value))
    ]


def _icon(special: int) -> list[str]:
    """The icon of variation: H for high, L for low, a wave for usual (Making Data Count)."""
    x, y, radius = WIDTH - RIGHT - 16, TOP + 10, 14
    colour = {1: design.ORANGE, -1: design.TURQUOISE, 0: design.GREY}[special]
    letter = {1: "H", -1: "L"}.get(special)
    inside = (
        f'<text x="{x}" y="{y + 6}" text-anchor="middle" {TYPE}>{letter}</text>'
        if letter
        else f'<path d="M{x - 8} {y}q4 -8 8 0t8 0" fill="none" stroke="{design.INK}"/>'
    )
    circle = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{design.PAPER}"'
    return [f'{circle} stroke="{colour}" stroke-width="4"/>', inside]


def _triangle(x: float, y: float, side: int) -> str:
    colour = design.ORANGE if side > 0 else design.TURQUOISE
    ends = f"M{x} {round(y - 9 * side, 1)}L{x + 8} {round(y + 6 * side, 1)}H{round(x - 8, 1)}Z"
    return f'<path d="{ends}" fill="{colour}" stroke="{design.INK}" stroke-width="1.5"/>'


def _line(
    scale: _Scale,
    values: Sequence[float | None],
    colour: str = design.DARK_BLUE,
    width: float = 2,
) -> str:
    path = ""
    drawing = False
    for number, value in enumerate(values):
        if value is not None:
            path += f"{'L' if drawing else 'M'}{scale.x(number)} {scale.y(value)}"
        drawing = value is not None
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _interval(scale: _Scale, number: int, estimate: Estimate) -> str:
    if estimate.lower is None or estimate.upper is None:
        return ""
    x = scale.x(number)
    ends = f"M{x} {scale.y(estimate.lower)}V{scale.y(estimate.upper)}"
    return f'<path d="{ends}" stroke="{design.GREY}" stroke-width="3"/>'


def _band(scale: _Scale, expected: Sequence[Estimate | None]) -> list[str]:
    found = [(scale.x(number), one) for number, one in enumerate(expected) if one]
    upper = [f"{x} {scale.y(one.upper or one.value)}" for x, one in found]
    lower = [f"{x} {scale.y(one.lower or one.value)}" for x, one in reversed(found)]
    middle = "L".join(f"{x} {scale.y(one.value)}" for x, one in found)
    return [
        f'<path d="M{"L".join([*upper, *lower])}Z" fill="{design.STEPS[1][0]}"/>',
        f'<path d="M{middle}" fill="none" stroke="{design.INK}" stroke-dasharray="3 3"/>',
    ]


def _mark(scale: _Scale, number: int, point: Point) -> str:
    x = scale.x(number)
    if point.value is not None:
        fill = design.PAPER if point.is_provisional else design.DARK_BLUE
        return (
            f'<circle cx="{x}" cy="{scale.y(point.value)}" r="4" fill="{fill}"'
            f' stroke="{design.DARK_BLUE}" stroke-width="2"/>'
        )
    if not point.is_hidden:
        return ""
    y = scale.y(0)
    return f'<path d="M{x} {y}V{y - 7}" stroke="{design.GREY}" stroke-width="3"/>'
