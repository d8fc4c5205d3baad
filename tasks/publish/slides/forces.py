"""The slides of the police forces: attention, map, ranking, Violence Reduction Units."""

from collections.abc import Iterator

from tasks.publish import design
from tasks.publish.brief import SHORT_CAUSES, Brief
from tasks.publish.compared import Funnel, Ranking, funnel, ranking
from tasks.publish.figure_words import residents_of_forces
from tasks.publish.headlines import (
    chance_headline,
    forces_headlines,
    rates_headline,
    vru_headlines,
)
from tasks.publish.measures import ALL_AGES, Measures
from tasks.publish.points import quarter_points, year_points
from tasks.publish.slides import maps
from tasks.publish.slides.national import ends, from_month, lines, months_of
from tasks.publish.slides.page import (
    Block,
    Box,
    Chart,
    Drawn,
    Page,
    Text,
)
from tasks.publish.slides.speaker import Speaker
from tasks.publish.titles import attention_title, map_title, ranked_title, vru_title
from tasks.publish.words import period_name

CARDS = [Box(column, 6, top, 2.55) for top in (1.6, 4.35) for column in (1, 7)]
MAP, BESIDE_MAP, UNDER_TEXT = Box(3, 10, 1.6, 5.3), Box(1, 4, 1.65, 1.7), Box(1, 2, 3.6, 3.3)
PERCENTAGES = "few: no percentage, on a figure under 50. missing: not received yet."
WHAT_WOULD = (
    "A force is named here when its admissions, for sharp object or all assault, change by more"
    " than usual variation on a year earlier, or in the latest three months."
)


def attention(measures: Measures, told: Brief, speaker: Speaker) -> Iterator[Page]:
    """The forces that need attention, four a slide; with none, what all forces' changes were."""
    title = attention_title(measures)
    if not measures.attention:
        moves = forces_headlines(measures, measures.forces)
        say = " ".join([*told.attention, *moves, chance_headline(measures)])
        blocks: list[tuple[Box, Block]] = [
            (BESIDE_MAP, Text([WHAT_WOULD])),
            (MAP, maps.changes_map(measures)),
            (
                UNDER_TEXT,
                Text([maps.change_mapped(measures), moves[0], PERCENTAGES], is_caption=True),
            ),
        ]
        yield Page(title, blocks, speaker.notes(say, "attention", "hidden"))
        return
    cards = list(_cards(measures, told))
    slides = [cards[first : first + len(CARDS)] for first in range(0, len(cards), len(CARDS))]
    for number, some in enumerate(slides, 1):
        count = f" ({number} of {len(slides)})" if len(slides) > 1 else ""
        say = f"{title}. {chance_headline(measures)}"
        placed = [
            block for box, card in zip(CARDS, some, strict=False) for block in _place(box, *card)
        ]
        yield Page(f"{title}{count}", placed, speaker.notes(say, "attention", "provisional"))


def rates_map(measures: Measures, speaker: Speaker) -> Page:
    """Every force's rate on the tile map, England's beside."""
    ranked = ranking(measures)
    remarks = ["Each colour holds a fifth of the forces."]
    if ranked.without:
        remarks.append(
            f"{len(ranked.without)} forces have no rate: the figure is hidden, under 10 or missing."
        )
    title = map_title(ranked)
    blocks: list[tuple[Box, Block]] = [
        (BESIDE_MAP, Text([rates_headline(measures)])),
        (MAP, maps.rates_map(ranked)),
        (UNDER_TEXT, Text(remarks, is_caption=True)),
    ]
    return Page(title, blocks, speaker.notes(f"{title}.", "rate", "places"))


def ranked_rates(measures: Measures, speaker: Speaker) -> Page:
    """Every force's rate with its interval, beside England's."""
    made, title = ranking(measures), ranked_title(funnel(measures))
    blocks: list[tuple[Box, Block]] = []
    if chart := _ranked(measures, made):
        blocks.append((Box(1, 12, 1.6, 5.3), chart))
    else:
        blocks.append((Box(1, 12, 1.65, 2), Text([rates_headline(measures)])))
    return Page(title, blocks, speaker.notes(f"{title}.", "rate", "funnel", "places"))


def vru(measures: Measures, speaker: Speaker) -> Page:
    """Violence Reduction Unit areas and other areas."""
    found = ranking(measures).rates
    groups = [
        ("VRU areas", [one.rate for one in found if one.force.vru_from]),
        ("other areas", [one.rate for one in found if not one.force.vru_from]),
    ]
    title = vru_title(measures, groups)
    told = [
        text.replace("VRU areas", "Violence Reduction Unit (VRU) areas", 1)
        for text in vru_headlines(measures)
    ]
    blocks: list[tuple[Box, Block]] = [(Box(1, 5, 1.65, 5.2), Text(told))]
    if chart := _vru_bars(measures):
        blocks.append((Box(6, 7, 1.6, 5.3), chart))
    return Page(title, blocks, speaker.notes(f"{title}.", "rate", "vru"))


def _cards(measures: Measures, told: Brief) -> Iterator[tuple[str, str, Chart | None]]:
    of_name = {measures.areas[code].name: code for code in measures.attention}
    for line in told.attention:
        name, _, evidence = line.partition(": ")
        code = of_name[name]
        cause = measures.attention[code][0].cause
        yield name, evidence[0].upper() + evidence[1:], _history(measures, name, code, cause)


def _place(box: Box, name: str, evidence: str, chart: Chart | None) -> list[tuple[Box, Block]]:
    half = box.columns // 2
    text, beside = (Box(at, half, box.top, box.height) for at in (box.column, box.column + half))
    return [(text, Text([evidence], name)), *([(beside, chart)] if chart else [])]


def _history(measures: Measures, name: str, code: str, cause: str) -> Chart | None:
    wholes = measures.wholes.get((cause, code, ALL_AGES), ())
    quarters = from_month(quarter_points(wholes)[-24:], "Mar")
    points = quarters or year_points(wholes)
    if not points:
        return None
    caption = f"{SHORT_CAUSES[cause].capitalize()}, 12 months ending"
    labels = months_of(points) if quarters else [point.label for point in points]
    text = f"Line chart. {name}, admissions. {caption}: {ends(points)}."
    return Chart(text, caption, labels, lines(name, points), every=24 if quarters else 4)


def _ranked(measures: Measures, ranked: Ranking) -> Chart | None:
    if not ranked.rates or ranked.period is None:
        return None
    forces = Drawn(
        "Rate per 100,000",
        [one.rate for one in ranked.rates],
        look="points",
        intervals=[(one.lower, one.upper) for one in ranked.rates],
    )
    caption = (
        f"Rate per 100,000 {residents_of_forces(measures)} with its 95% interval,"
        f" {period_name(*ranked.period)}. Diamonds: far from England's."
    )
    first, last = ranked.rates[0], ranked.rates[-1]
    text = (
        f"Line chart. {caption} From {first.force.name}, {first.rate:.1f}, to {last.force.name},"
        f" {last.rate:.1f}."
    )
    names = [one.force.name for one in ranked.rates]
    series = [*_england(ranked), forces, *_far(ranked, funnel(measures))]
    return Chart(text, caption, names, series, "dots", number_format="0.0")


def _far(ranked: Ranking, made: Funnel | None) -> Iterator[Drawn]:
    for side, name, colour in (
        (1, "Far above", design.ORANGE),
        (-1, "Far below", design.TURQUOISE),
    ):
        far = {force.code for force in made.beyond(side)} if made else set()
        rates = [one.rate if one.force.code in far else None for one in ranked.rates]
        if far:
            yield Drawn(f"{name} England", rates, colour, look="diamonds")


def _england(ranked: Ranking) -> list[Drawn]:
    if ranked.england is None:
        return []
    across = [ranked.england] * len(ranked.rates)
    label = f"England {ranked.england:.1f}"
    return [Drawn("England", across, design.INK, "mean", label=label)]


def _vru_bars(measures: Measures) -> Chart | None:
    ranked = ranking(measures)
    bars = [(one.force.name, one.rate) for one in ranked.rates if one.force.vru_from]
    if not bars or ranked.period is None:
        return None
    if ranked.england is not None:
        bars = sorted([*bars, ("England", ranked.england)], key=lambda bar: -bar[1])
    caption = f"Rate per 100,000 residents, VRU areas, {period_name(*ranked.period)}"
    marked = {n: design.DARK_BLUE for n, (name, _) in enumerate(bars) if name == "England"}
    rates = [rate for _, rate in bars]
    drawn = Drawn("Rate per 100,000", rates, design.STEPS[2][0], marked=marked)
    told = ", ".join(f"{name} {rate:.1f}" for name, rate in (bars[0], bars[-1]))
    text = f"Bar chart. {caption}: highest and lowest: {told}."
    names = [name for name, _ in bars]
    return Chart(text, caption, names, [drawn], "bars", number_format="0.0")
