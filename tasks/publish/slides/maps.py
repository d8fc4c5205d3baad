"""The tile maps: what each force's tile shows, and what the colours mean."""

from collections.abc import Mapping, Sequence

from tasks.publish import design
from tasks.publish.compared import Ranking, change_cell
from tasks.publish.measures import ALL_AGES, ENGLAND, FORCE, SHARP, Area, Measures, Whole
from tasks.publish.slides.page import Tile, TileMap
from tasks.publish.titles import attention_title
from tasks.publish.words import period_name

NONE = "none"


def rates_map(ranked: Ranking) -> TileMap:
    """Return every force's rate; each colour holds a fifth of the rates."""
    step = steps([one.rate for one in ranked.rates])
    colours = {one.force.code: (f"{one.rate:.1f}", step[one.rate]) for one in ranked.rates}
    why = {force.code: because for force, because in ranked.without}
    tiles = [
        _tile(force, *colours.get(force.code, (why.get(force.code, NONE), None)))
        for force in [*(one.force for one in ranked.rates), *(one for one, _ in ranked.without)]
    ]
    period = period_name(*ranked.period) if ranked.period else "no whole period"
    england = f"England: {ranked.england:.1f}" if ranked.england is not None else "England: none"
    told = [f"{one.force.name} {one.rate:.1f}" for one in (*ranked.rates[:3], *ranked.rates[-1:])]
    text = (
        f"Tile map of {len(tiles)} forces: rates per 100,000 residents, {period}."
        f" {england}. Highest three, and the lowest: {', '.join(told) or NONE}."
    )
    return TileMap(text, tiles, _key(ranked, step), england)


def steps(rates: Sequence[float]) -> dict[float, int]:
    """Return the step of colour of each rate: a fifth of the rates each, 0 the lowest."""
    ordered = sorted(rates)
    return {rate: 5 * ordered.index(rate) // len(ordered) for rate in ordered}


def _key(ranked: Ranking, step: Mapping[float, int]) -> list[tuple[str, str, str]]:
    of_step = {
        number: [one.rate for one in ranked.rates if step[one.rate] == number]
        for number in sorted(set(step.values()), reverse=True)
    }
    return [
        (*design.STEPS[number], f"{min(rates):.1f} to {max(rates):.1f}")
        for number, rates in of_step.items()
    ]


def _tile(force: Area, value: str, step: int | None) -> Tile:
    paper, ink = (design.PAPER, design.INK) if step is None else design.STEPS[step]
    name = force.short_name or force.name
    return Tile(name, force.tile_row or 0, force.tile_column or 0, value, paper, ink)


def change_mapped(measures: Measures) -> str:
    """Return what the tiles of changes show."""
    main = measures.main_periods.get((SHARP, FORCE))
    period = period_name(*main) if main else "no whole period"
    return f"Change on a year earlier, sharp object, {period}."


def changes_map(measures: Measures) -> TileMap:
    """Return every force's change on a year earlier, and whether it is usual variation."""
    wholes = {
        force.code: measures.whole((SHARP, force.code, ALL_AGES)) for force in measures.forces
    }
    papers = {"usual": design.STEPS[0], "unfinished": (design.PALE, design.INK)}
    tiles = [
        Tile(
            force.short_name or force.name,
            force.tile_row or 0,
            force.tile_column or 0,
            _change(wholes[force.code]),
            *papers.get(_verdict(wholes[force.code]), (design.PAPER, design.INK)),
        )
        for force in measures.forces
    ]
    main = measures.main_periods.get((SHARP, FORCE))
    england = measures.whole((SHARP, ENGLAND, ALL_AGES), main) if main else None
    beside = f"England: {_change(england)}"
    text = (
        f"Tile map of {len(tiles)} forces. {change_mapped(measures)} {beside}."
        f" {attention_title(measures)}."
    )
    key = [
        (*papers["usual"], "Within usual variation"),
        (*papers["unfinished"], "Fall may be late coding"),
        (design.PAPER, design.INK, "No change can be told"),
    ]
    return TileMap(text, tiles, key, beside)


def _verdict(whole: Whole | None) -> str:
    return whole.chance_on_year if whole else ""


def _change(whole: Whole | None) -> str:
    cell = change_cell(whole)
    if (change := cell.change) is None:
        return cell.why
    return f"{'+' if change > 0 else design.MINUS if change < 0 else ''}{abs(change)}%"
