"""The heat map: forces by quarter, the change of 12 months on those a year earlier."""

from collections.abc import Iterator, Sequence

from tasks.publish import design
from tasks.publish.compared import HIDDEN, HeatCell, HeatMap
from tasks.publish.measures import Area
from tasks.publish.pictures.svg import WIDE, Picture, box, line, svg, text
from tasks.publish.titles import listed
from tasks.publish.words import month_name

LEFT, TOP, KEY, ROW = 100, 30, 24, 14.5
MUCH, SOME = 30, 10  # percent: where the colours change
KEYS = ("down 30% or more", "down 10% to 29%", "within 9%", "up 10% to 29%", "up 30% or more")


def heat_picture(drawn: HeatMap, about: str) -> Picture:
    """Draw the changes, the largest latest rise first."""
    width = (WIDE - LEFT) / max(1, len(drawn.periods))
    rows = sorted(drawn.rows, key=lambda row: (-_latest(row[1][-1]), row[0].name))
    foot = TOP + ROW * len(rows)
    title = _title(drawn)
    return Picture(
        title=title,
        about=about,
        svg=svg(
            foot + KEY,
            [
                *_months(drawn, width),
                *(
                    element
                    for number, (force, cells) in enumerate(rows)
                    for element in _row(force, cells, TOP + ROW * number, width)
                ),
                *_years(drawn, width, foot),
                *_key(foot + 9),
            ],
        ),
        alt=f"Heat map of {len(rows)} forces by {len(drawn.periods)} quarters. {title}."
        f" {_ends(rows)}{left_out(drawn)}",
        note=f"{_late(drawn)}{left_out(drawn)}",
    )


def step_of(change: int) -> int:
    """Return the colour of a change: 0 for the largest falls, 4 for the largest rises."""
    size = (abs(change) >= SOME) + (abs(change) >= MUCH)
    return 2 + size * (1 if change > 0 else -1)


def left_out(drawn: HeatMap) -> str:
    """Return which forces are not drawn, and why."""
    if not drawn.left_out:
        return ""
    names = listed([force.name for force in drawn.left_out])
    return f"Not drawn, as no change can be told from figures hidden, under 50 or missing: {names}."


def _late(drawn: HeatMap) -> str:
    if drawn.provisional_from is None:
        return ""
    since = month_name(drawn.provisional_from)
    return f"From {since} on figures are provisional: a fall may be late coding. "


def _title(drawn: HeatMap) -> str:
    if not drawn.latest:
        return "No force's change can be told in percent in the latest quarter"
    up = sum(change >= SOME for change in drawn.latest)
    down = sum(change <= -SOME for change in drawn.latest)
    return (
        f"In the 12 months ending {month_name(drawn.periods[-1])}, {up} of"
        f" {len(drawn.latest)} forces rose and {down} fell by 10% or more on a year earlier"
    )


def _ends(rows: Sequence[tuple[Area, Sequence[HeatCell]]]) -> str:
    told = [(cells[-1].change, force.name) for force, cells in rows if cells[-1].change is not None]
    if not told:
        return ""
    (most, highest), (least, lowest) = told[0], told[-1]
    return f"From {signed(most)}% ({highest}) to {signed(least)}% ({lowest}). "


def signed(change: int) -> str:
    """Return a change with its sign."""
    return f"{'+' if change > 0 else design.MINUS if change < 0 else ''}{abs(change)}"


def _latest(cell: HeatCell) -> float:
    return float("-inf") if cell.change is None else cell.change


def _months(drawn: HeatMap, width: float) -> Iterator[str]:
    for number, period in enumerate(drawn.periods):
        middle = LEFT + width * (number + 0.5)
        yield text(middle, TOP - 4, month_name(period)[:3], size=7, anchor="middle")
        if number == 0 or period[:4] != drawn.periods[number - 1][:4]:
            yield text(LEFT + width * number + 1, TOP - 16, period[:4], size=8, weight="bold")


def _row(force: Area, cells: Sequence[HeatCell], y: float, width: float) -> Iterator[str]:
    yield text(LEFT - 6, y + ROW / 2 + 3, force.name, size=8, anchor="end")
    for number, cell in enumerate(cells):
        x = LEFT + width * number
        if cell.change is not None:
            paper, ink = design.DIVERGING[step_of(cell.change)]
            yield box(x, y, width - 1, ROW - 1, paper)
            middle = x + (width - 1) / 2
            yield text(middle, y + 9.5, signed(cell.change), size=7, anchor="middle", colour=ink)
        elif cell.why == HIDDEN:
            yield _hatched(x, y, width - 1)


def _hatched(x: float, y: float, width: float) -> str:
    height, steps = ROW - 1, 4
    gap = width / steps
    return "".join(
        line([(x + gap * number, y + height), (x + gap * (number + 1), y)], design.GREY, 0.75)
        for number in range(steps)
    )


def _years(drawn: HeatMap, width: float, foot: float) -> Iterator[str]:
    """Part the financial years: a line after each 12 months ending March."""
    for number, period in enumerate(drawn.periods[:-1]):
        if period.endswith("-03"):
            x = LEFT + width * (number + 1) - 0.5
            yield line([(x, TOP - 12), (x, foot)], design.INK, 1)


def _key(y: float) -> Iterator[str]:
    step = WIDE / 6.6
    for number, (words, (paper, _)) in enumerate(zip(KEYS, design.DIVERGING, strict=True)):
        yield box(step * number, y, 10, 10, paper)
        yield text(step * number + 13, y + 8, words, size=6.8)
    yield _hatched(step * 5, y - 2, 10)
    yield text(step * 5 + 13, y + 8, "hidden; blank: under 50", size=6.8)
