"""The tile map: one tile a force, about where it lies, with its rate."""

from collections.abc import Iterator, Sequence

from tasks.publish import design
from tasks.publish.compared import FEW, HIDDEN, MISSING, ForceRate, Ranking, rate_step
from tasks.publish.measures import Area, Measures
from tasks.publish.pictures.svg import WIDE, Picture, box, svg, text
from tasks.publish.titles import listed

TILE_HEIGHT, GAP, NAME_SIZE = 30, 2.5, 6.8
WITHOUT = {HIDDEN: "hidden", FEW: "under 10", MISSING: "no figure"}
LEADING = 3  # forces that the message names


def tile_map(measures: Measures, ranked: Ranking, about: str) -> Picture:
    """Draw the forces' rates on tiles, England's beside them."""
    forces = measures.forces
    columns = [force.tile_column or 1 for force in forces]
    rows = [force.tile_row or 1 for force in forces]
    first, top = min(columns), min(rows)
    width = (WIDE + GAP) / (max(columns) - first + 1)
    rates = [one.rate for one in ranked.rates]
    height = (max(rows) - top + 1) * (TILE_HEIGHT + GAP)

    def placed(force: Area) -> tuple[float, float, float]:
        x = ((force.tile_column or 1) - first) * width
        return x, ((force.tile_row or 1) - top) * (TILE_HEIGHT + GAP), width - GAP

    drawn = [
        *(
            element
            for one in ranked.rates
            for element in _tile(
                *placed(one.force),
                one.force,
                f"{one.rate:.1f}",
                design.STEPS[rate_step(one.rate, rates) - 1],
            )
        ),
        *(
            element
            for force, why in ranked.without
            for element in _tile(*placed(force), force, WITHOUT[why], None)
        ),
        *_england(ranked),
        *_legend(ranked.rates, bool(ranked.without)),
    ]
    return Picture(
        title=title(ranked),
        about=about,
        svg=svg(height, drawn),
        alt=f"Tile map of {len(forces)} forces. {title(ranked)}. {ends(ranked)}{without(ranked)}",
        note=without(ranked),
    )


def title(ranked: Ranking) -> str:
    """Return which forces have the highest rates, beside England's."""
    if not ranked.rates:
        return "No force has a figure that a rate can be made from"
    leading = [f"{one.force.name} ({one.rate:.1f})" for one in ranked.rates[:LEADING]]
    has = "has the highest rate" if len(leading) == 1 else "have the highest rates"
    nation = f"; England's is {ranked.england:.1f}" if ranked.england is not None else ""
    return f"{listed(leading)} {has}{nation}"


def ends(ranked: Ranking) -> str:
    """Return the ends of the rates as a sentence, with a space after it."""
    if not ranked.rates:
        return ""
    first, last = ranked.rates[0], ranked.rates[-1]
    return (
        f"Rates per 100,000 residents run from {last.rate:.1f} ({last.force.name}) to"
        f" {first.rate:.1f} ({first.force.name}). "
    )


def without(ranked: Ranking) -> str:
    """Return which forces have no rate, and why, as sentences."""
    because = {
        HIDDEN: "No rate, as the figure is hidden",
        FEW: "No rate, as the figure is under 10",
        MISSING: "No figure for these months yet",
    }
    return " ".join(
        f"{words}: {listed([force.name for force in forces])}."
        for why, words in because.items()
        if (forces := ranked.because(why))
    )


def _tile(
    x: float, y: float, width: float, force: Area, value: str, step: tuple[str, str] | None
) -> Iterator[str]:
    paper, ink = step or (design.PAPER, design.GREY)
    yield box(x, y, width, TILE_HEIGHT, paper, "none" if step else design.LINE)
    centre = x + width / 2
    name = force.short_name or force.name
    yield text(centre, y + 10.5, name, size=NAME_SIZE, anchor="middle", colour=ink)
    size, weight = (12, "bold") if step else (8.5, "normal")
    yield text(centre, y + 24, value, size=size, anchor="middle", weight=weight, colour=ink)


def _england(ranked: Ranking) -> Iterator[str]:
    if ranked.england is not None:
        yield text(0, 11, "England", size=10, weight="bold")
        yield text(0, 38, f"{ranked.england:.1f}", size=26, weight="bold", colour=design.DARK_BLUE)
        yield text(0, 50, "per 100,000 residents", size=8.5)


def _legend(rates: Sequence[ForceRate], has_others: bool) -> Iterator[str]:
    values = [one.rate for one in rates]
    y = 66.0
    for number, (paper, _) in enumerate(design.STEPS, 1):
        of_step = [rate for rate in values if rate_step(rate, values) == number]
        if of_step:
            yield box(0, y, 14, 10, paper)
            yield text(19, y + 8.5, f"{min(of_step):.1f} to {max(of_step):.1f}", size=8)
            y += 13
    if has_others:
        yield box(0.5, y, 13, 10, design.PAPER, design.LINE)
        yield text(19, y + 8.5, "no rate", size=8)
