"""What each slide says and charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.publish import design
from tasks.publish.brief import ATTENTION, Brief, brief
from tasks.publish.charts import Point
from tasks.publish.figure_words import change_on_baseline, change_on_year, signal_words
from tasks.publish.headlines import (
    KeyFigure,
    age_headlines,
    chance_headline,
    forces_headlines,
    national_figures,
    rates_headline,
    revision_headline,
    vru_headlines,
)
from tasks.publish.measures import (
    AGES,
    ALL_AGES,
    BOTH,
    ENGLAND,
    FORCE,
    SHARP,
    Area,
    Measures,
    Whole,
)
from tasks.publish.points import month_points, rolling_points, year_points
from tasks.publish.release_content import Content
from tasks.publish.words import (
    NEXT_UPDATE,
    codes,
    data_as_at,
    full_symbol_key,
    latest_months,
    period_name,
    synthetic,
)

ROLLING_MONTHS, TREND_MONTHS, LARGEST = 60, 36, 15


@dataclass(frozen=True)
class Chart:
    """A native chart: a value a category and series, None where no figure is shown."""

    text: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[int | None]]
    is_bars: bool = False


@dataclass(frozen=True)
class Page:
    """A slide: a sentence for its title, key figures or lines, at most one chart."""

    title: str
    lines: Sequence[str] = ()
    figures: Sequence[KeyFigure] = ()
    chart: Chart | None = None


def pages(content: Content, measures: Measures) -> Iterator[Page]:
    """Make the slides in their order: the minister's first, the notes last."""
    told = brief(content, measures)
    yield _minister(measures, told)
    yield Page(ATTENTION, [*told.attention, chance_headline(measures)])
    yield _trend(measures)
    yield _changes(measures)
    yield _forces(measures)
    yield _ages(measures)
    yield _vru(measures)
    yield Page(
        "Revisions since the last release", [revision_headline(measures), *_revised(measures)]
    )
    yield Page(
        "How to read the figures", [*design.SHORT_CAVEATS, *codes(), *full_symbol_key(content)]
    )
    about = [*synthetic(content), *latest_months(content), NEXT_UPDATE]
    yield Page("Data as at", [*data_as_at(content.inputs), *about, f"{design.CONTACT}."])


def _minister(measures: Measures, told: Brief) -> Page:
    points = rolling_points(measures.wholes.get((SHARP, BOTH, ALL_AGES), ()))[-ROLLING_MONTHS:]
    return Page(
        told.level,
        [told.unusual, told.unsaid],
        national_figures(measures),
        _line("Admissions, England and Wales, 12 months ending", {"England and Wales": points}),
    )


def _trend(measures: Measures) -> Page:
    area = BOTH if measures.months.get((SHARP, BOTH, ALL_AGES)) else ENGLAND
    series = (SHARP, area, ALL_AGES)
    name = measures.areas[area].name
    points = month_points(measures.months.get(series, ())[-TREND_MONTHS:])
    return Page(
        f"{name} by month",
        [signal_words(measures.signals.get(series))],
        chart=_line(f"Admissions by month, {name}", {name: points}),
    )


def _changes(measures: Measures) -> Page:
    whole = measures.whole((SHARP, BOTH, ALL_AGES))
    points = year_points(measures.wholes.get((SHARP, BOTH, ALL_AGES), ()))
    return Page(
        f"Change on a year earlier and since {design.BASELINE}",
        [f"{change_on_year(whole)}.", f"{change_on_baseline(whole)}."],
        chart=_bars("Admissions by financial year, England and Wales", "England and Wales", points),
    )


def _forces(measures: Measures) -> Page:
    return Page(
        rates_headline(measures),
        forces_headlines(measures, measures.forces),
        chart=_force_bars(measures, f"The {LARGEST} forces of most admissions", measures.forces),
    )


def _ages(measures: Measures) -> Page:
    of_age = {age: year_points(measures.wholes.get((SHARP, ENGLAND, age), ())) for age in AGES[1:]}
    return Page(
        "Ages, England",
        age_headlines(measures),
        chart=_line("Admissions by financial year and age, England", of_age),
    )


def _vru(measures: Measures) -> Page:
    areas = [force for force in measures.forces if force.vru_from]
    return Page(
        "Violence Reduction Unit (VRU) areas and other areas",
        vru_headlines(measures),
        chart=_force_bars(measures, f"The {LARGEST} VRU areas of most admissions", areas),
    )


def _revised(measures: Measures) -> list[str]:
    return [
        f"{one.title}: {one.revised:,} of {one.compared:,}, {one.first_revised} to"
        f" {one.last_revised}."
        for one in measures.revisions
        if one.revised
    ]


def _line(text: str, series: dict[str, list[Point]]) -> Chart | None:
    labels = [point.label for point in next(iter(series.values()), [])]
    if not labels:
        return None
    values = {name: [_value(point) for point in points] for name, points in series.items()}
    return Chart(f"Line chart. {text}, {labels[0]} to {labels[-1]}.", labels, values)


def _bars(text: str, name: str, points: Sequence[Point]) -> Chart | None:
    if not points:
        return None
    labels = [point.label for point in points]
    return Chart(f"Bar chart. {text}.", labels, {name: [_value(one) for one in points]}, True)


def _force_bars(measures: Measures, text: str, forces: Sequence[Area]) -> Chart | None:
    found = [
        (force.name, whole)
        for force in forces
        if (whole := measures.whole((SHARP, force.code, ALL_AGES))) and whole.value is not None
    ]
    largest = sorted(found, key=_most_first)[:LARGEST]
    main = measures.main_periods.get((SHARP, FORCE))
    if not largest or main is None:
        return None
    values = {"Admissions": [whole.value for _, whole in largest]}
    names = [name for name, _ in largest]
    return Chart(f"Bar chart. {text}, {period_name(*main)}.", names, values, True)


def _most_first(found: tuple[str, Whole]) -> tuple[int, str]:
    name, whole = found
    return -(whole.value or 0), name


def _value(point: Point) -> int | None:
    return None if point.value is None else int(point.value)
