"""One page a force, for its Police and Crime Commissioner: it prints, and needs no script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.publish import design
from tasks.publish.figure_words import figure_words, residents_words
from tasks.publish.headlines import force_headlines
from tasks.publish.html.force_charts import LATEST, drawn_chart, trends, untold_sentence
from tasks.publish.html.page import about, write_page
from tasks.publish.measures import AGES, ALL_AGES, ALL_ASSAULT, SHARP, Area, Measures, Whole
from tasks.publish.release_content import Content
from tasks.publish.words import marked, month_name, period_name


@dataclass(frozen=True)
class Table:
    """A table of a page: the first cell of a row is its header, ``texts`` columns are words."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1


def write_force_pages(content: Content, measures: Measures, folder: Path, dashboard: str) -> None:
    """Write a page for every force and an index of them into ``folder``.

    Raises:
        OSError: ``folder`` cannot be written.
    """
    folder.mkdir()
    shared = about(content)
    pages = {force: f"{force.code}.html" for force in measures.forces}
    for force, name in pages.items():
        write_page(
            folder / name,
            "force.html.jinja",
            styles=("house.css",),
            title=marked(content, f"{force.name}: hospital admissions for assault"),
            force=force,
            sections=[_section(measures, force, cause) for cause in (SHARP, ALL_ASSAULT)],
            dashboard=f"../{dashboard}#area={force.code}",
            census_break=design.CENSUS_BREAK,
            **shared,
        )
    write_page(
        folder / "index.html",
        "forces.html.jinja",
        styles=("house.css",),
        title=marked(content, "Hospital admissions for assault: the page of each force"),
        pages=sorted((force.name, name) for force, name in pages.items()),
        **shared,
    )


def _section(measures: Measures, force: Area, cause: str) -> dict[str, object]:
    drawn, untold = trends(measures, force, cause)
    return {
        "name": design.CAUSE_NAMES[cause],
        "key": cause.lower(),
        "codes": design.CAUSES[cause],
        "headlines": force_headlines(measures, force, cause),
        "charts": [(trend.caption, drawn_chart(trend, force, cause)) for trend in drawn],
        "untold": untold_sentence(untold),
        "tables": list(_tables(measures, force, cause)),
    }


def _tables(measures: Measures, force: Area, cause: str) -> Iterator[Table]:
    yield from _years(measures, force, cause)
    yield from _months(measures, force, cause)
    yield from _compared(measures, force, cause)


def _years(measures: Measures, force: Area, cause: str) -> Iterator[Table]:
    wholes = [one for age in AGES for one in measures.wholes.get((cause, force.code, age), ())]
    years = sorted({("year", one.period) for one in wholes if one.period_kind == "year"})
    led = measures.force_periods.get((cause, force.code))
    periods = [*([led] if led and led not in years else []), *reversed(years)]
    if not periods:
        return
    rows = [
        [
            _capital(period_name(*period)),
            *(figure_words(measures.whole((cause, force.code, age), period)) for age in AGES),
            *_rate(whole := measures.whole((cause, force.code, ALL_AGES), period)),
            residents_words(whole) if whole else "none",
        ]
        for period in periods
    ]
    headers = ["Period", *AGES, "Rate per 100,000, all ages", "95% interval", "Residents of"]
    yield Table(f"{design.CAUSE_NAMES[cause]}: whole years", headers, rows)


def _months(measures: Measures, force: Area, cause: str) -> Iterator[Table]:
    of_age = [measures.months.get((cause, force.code, age), ())[-LATEST:] for age in AGES]
    if not all(of_age):
        return
    rows = [
        [month_name(ages[0].period), *map(figure_words, ages)]
        for ages in reversed(list(zip(*of_age, strict=True)))
    ]
    yield Table(f"{design.CAUSE_NAMES[cause]}: latest months", ["Month", *AGES], rows)


def _compared(measures: Measures, force: Area, cause: str) -> Iterator[Table]:
    period = measures.force_periods.get((cause, force.code))
    if period is None:
        return
    nation = measures.comparator(force, cause, period)
    others = [measures.areas[code] for code in measures.similar[force.code]]
    areas = [force, *([nation] if nation else []), *others]
    wholes = {area: measures.whole((cause, area.code, ALL_AGES), period) for area in areas}
    rows = [[area.name, figure_words(whole), *_rate(whole)] for area, whole in wholes.items()]
    headers = ["Area", "Admissions", "Rate per 100,000", "95% interval"]
    others_named = f"{nation.name} and similar forces" if nation else "similar forces"
    caption = f"{design.CAUSE_NAMES[cause]}: with {others_named}"
    own = wholes[force]
    of_whom = f"; rates by residents ({residents_words(own)})" if own else ""
    yield Table(f"{caption}, {period_name(*period)}{of_whom}", headers, rows)


def _rate(whole: Whole | None) -> list[str]:
    if whole is None or whole.rate is None:
        return ["none", "none"]
    return [f"{whole.rate:.1f}", f"{whole.rate_lower:.1f} to {whole.rate_upper:.1f}"]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
