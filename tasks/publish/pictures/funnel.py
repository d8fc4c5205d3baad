"""The funnel: rates by residents, beside the limits of usual variation about England's rate."""

from collections.abc import Iterator, Sequence
from math import log2

from tasks.publish import design
from tasks.publish.compared import Funnel, FunnelPoint
from tasks.publish.pictures.svg import WIDE, Picture, dot, line, svg, text
from tasks.publish.ticks import ticks_to
from tasks.publish.titles import listed

LEFT, RIGHT, TOP, HEIGHT, BOTTOM = 28, 66, 8, 250, 32
MILLIONS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8)
NAME_HEIGHT, NAME_WIDTH = 9, 4.3  # of a name's line and of a letter, in points
COLOURS = {2: design.ORANGE, -2: design.TURQUOISE}


def funnel_picture(drawn: Funnel, about: str) -> Picture:
    """Draw the rates against residents, on a scale of ratios; those beyond the limits are named."""
    place = _Place(drawn)
    title = _title(drawn)
    return Picture(
        title=title,
        about=about,
        svg=svg(
            HEIGHT,
            [
                *_axes(place),
                *_limits(drawn, place),
                *(_mark(point, place) for point in drawn.points),
                *_names(drawn.points, place),
            ],
        ),
        alt=f"Funnel plot of {len(drawn.points)} forces. {title}. {_named(drawn)}",
        note=_named(drawn),
    )


def _title(drawn: Funnel) -> str:
    above, below = (len(drawn.beyond(side)) for side in (1, -1))
    if not above + below:
        return f"No force has a rate beyond usual variation about England's {drawn.england:.1f}"
    return (
        f"{above} of {len(drawn.points)} forces have rates above, and {below} below, usual"
        f" variation about England's {drawn.england:.1f}"
    )


def _named(drawn: Funnel) -> str:
    told = {"Above": drawn.beyond(1), "Below": drawn.beyond(-1)}
    rates = {point.force.code: point.rate for point in drawn.points}
    return " ".join(
        f"{side} the 99.8% limits: "
        f"{listed([f'{force.name} ({rates[force.code]:.1f})' for force in forces])}."
        for side, forces in told.items()
        if forces
    )


class _Place:
    """Where rates and residents are drawn."""

    def __init__(self, drawn: Funnel) -> None:
        residents = [point.residents for point in drawn.points]
        most = max([point.rate for point in drawn.points] + [drawn.england])
        self.ticks = ticks_to(most * 1.1)
        self.least, self.most = min(residents) * 0.9, max(residents) * 1.1

    def x(self, residents: float) -> float:
        part = log2(residents / self.least) / log2(self.most / self.least)
        return LEFT + (WIDE - LEFT - RIGHT) * part

    def y(self, rate: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(1, rate / self.ticks[-1])


def _axes(place: _Place) -> Iterator[str]:
    for tick in place.ticks:
        y = place.y(tick)
        yield line([(LEFT, y), (WIDE - RIGHT, y)], design.LINE if tick else design.INK)
        yield text(LEFT - 6, y + 3, f"{tick:g}", size=8, anchor="end")
    for million in MILLIONS:
        if place.least <= million * 1e6 <= place.most:
            x = place.x(million * 1e6)
            yield line([(x, place.y(0)), (x, place.y(0) + 4)], design.INK)
            yield text(x, place.y(0) + 13, f"{million:g}", size=8, anchor="middle")
    yield text(LEFT, HEIGHT - 3, "Residents in millions (each step doubles them)", size=8)


def _limits(drawn: Funnel, place: _Place) -> Iterator[str]:
    ends = {
        "99.8% limits": ("outer_lower", "outer_upper", "2 2", 3),
        "95% limits": ("lower", "upper", "6 3", 0),
    }
    for words, (lower, upper, dashes, lift) in ends.items():
        for side in (lower, upper):
            points = [
                (place.x(limit.residents), place.y(getattr(limit, side))) for limit in drawn.limits
            ]
            yield line(points, design.GREY, 1, dashes)
        x, y = points[-1]
        yield text(x + 6, y + 3 - lift, words, size=8, colour=design.GREY)
    y = place.y(drawn.england)
    yield line([(LEFT, y), (WIDE - RIGHT, y)], design.INK, 1.25)
    yield text(WIDE - RIGHT + 6, y + 3, f"England {drawn.england:.1f}", weight="bold")


def _mark(point: FunnelPoint, place: _Place) -> str:
    fill = COLOURS.get(point.side, design.PAPER)
    return dot(place.x(point.residents), place.y(point.rate), fill, design.INK)


def _names(points: Sequence[FunnelPoint], place: _Place) -> Iterator[str]:
    """Name the forces beyond the limits, the farthest first, where there is room."""
    taken = [(place.x(one.residents) - 3, place.y(one.rate), 6.0) for one in points]
    beyond = [point for point in points if abs(point.side) == 2]
    for point in sorted(beyond, key=lambda one: (-one.side, -one.rate, one.force.name)):
        x, y = place.x(point.residents), place.y(point.rate)
        name = point.force.short_name or point.force.name
        width = NAME_WIDTH * len(name)
        beside = [(x + 6, y), (x - 6 - width, y)]
        over = [(x - width / 2, y - 9 * point.side / 2), (x - width / 2, y + 9 * point.side / 2)]
        for start, middle in (*beside, *over):
            free = not any(_meet((start, middle, width), other) for other in taken)
            if free and start > LEFT and middle < place.y(0) - NAME_HEIGHT / 2:
                taken.append((start, middle, width))
                yield text(start, middle + 3, name, size=8)
                break


def _meet(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    (x, y, width), (other_x, other_y, other_width) = one, other
    is_beside = x + width < other_x or other_x + other_width < x
    return not is_beside and abs(y - other_y) < NAME_HEIGHT
