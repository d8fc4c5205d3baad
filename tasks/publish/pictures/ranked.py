"""Ranked rates: every force's rate with its 95% interval, and the line of England."""

from collections.abc import Callable, Iterator

from tasks.publish import design
from tasks.publish.compared import ForceRate, Ranking
from tasks.publish.pictures.svg import WIDE, Picture, dot, line, svg, text
from tasks.publish.pictures.tile_map import ends, without
from tasks.publish.ticks import ticks_to

LEFT, RIGHT, TOP, ROW = 104, 110, 20, 13.2


def ranked_rates(ranked: Ranking, about: str) -> Picture:
    """Draw the rates one under the other, the highest first."""
    rates = ranked.rates
    most = max([one.upper for one in rates], default=0)
    ticks = ticks_to(max(most, ranked.england or 0))
    foot = TOP + ROW * max(1, len(rates))

    def x(rate: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * rate / ticks[-1]

    drawn = [
        *(line([(x(tick), TOP), (x(tick), foot)]) for tick in ticks),
        *(text(x(tick), foot + 11, f"{tick:g}", size=8, anchor="middle") for tick in ticks),
        *(
            element
            for number, one in enumerate(rates)
            for element in _row(one, TOP + ROW * (number + 0.5), x)
        ),
        *_england(ranked, x, foot),
    ]
    return Picture(
        title=_title(ranked),
        about=about,
        svg=svg(foot + 14, drawn),
        alt=f"Ranked rates with 95% intervals of {len(rates)} forces. {_alt(ranked)}",
        note=without(ranked),
    )


def _title(ranked: Ranking) -> str:
    if not ranked.rates:
        return "No force has a figure that a rate can be made from"
    first, last = ranked.rates[0], ranked.rates[-1]
    if ranked.england is None:
        return f"Rates run from {last.rate:.1f} to {first.rate:.1f} per 100,000 residents"
    above = sum(one.rate > ranked.england for one in ranked.rates)
    return (
        f"{above} of {len(ranked.rates)} forces have a higher rate than England's"
        f" {ranked.england:.1f}; rates run from {last.rate:.1f} to {first.rate:.1f}"
    )


def _alt(ranked: Ranking) -> str:
    return f"{_title(ranked)}. {ends(ranked)}{without(ranked)}"


def _row(one: ForceRate, y: float, x: Callable[[float], float]) -> Iterator[str]:
    yield text(LEFT - 8, y + 3, one.force.name, anchor="end")
    yield line([(x(one.lower), y), (x(one.upper), y)], design.STEPS[2][0], 3)
    yield dot(x(one.rate), y, radius=2.75)
    yield text(WIDE - RIGHT + 40, y + 3, f"{one.rate:.1f}", anchor="end", weight="bold")
    yield text(WIDE, y + 3, f"{one.lower:.1f} to {one.upper:.1f}", size=8, anchor="end")


def _england(ranked: Ranking, x: Callable[[float], float], foot: float) -> Iterator[str]:
    if ranked.england is not None:
        at = x(ranked.england)
        yield line([(at, TOP - 5), (at, foot)], design.ORANGE, 1.5, "5 3")
        words = f"England {ranked.england:.1f}"
        yield text(at, TOP - 8, words, weight="bold", anchor="middle")
