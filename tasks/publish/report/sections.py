"""The sections of the report."""

from collections.abc import Sequence

from tasks.publish import design, nowcast_words
from tasks.publish.figure_words import (
    change_on_baseline,
    change_on_year,
    figure_words,
    limits_words,
    residents_of_forces,
    signal_words,
)
from tasks.publish.headlines import (
    age_headlines,
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
    WALES,
    Area,
    Measures,
    Whole,
)
from tasks.publish.national_assault import (
    HOW,
    TABLE_HEADERS,
    assault_rows,
    assault_sentence,
)
from tasks.publish.report.compared_sections import compared_sections
from tasks.publish.report.pictures import Sources, assault_picture, drawn, month_picture
from tasks.publish.words import (
    month_name,
    period_name,
)

Section = dict[str, object]
TABLE_MONTHS = 13
NATIONS = (BOTH, ENGLAND, WALES)


def sections(measures: Measures, sources: Sources) -> list[Section]:
    """Return the sections in their order, each with its title, texts, charts and tables."""
    return [
        _trend(measures, sources.counts),
        *compared_sections(measures, sources.rates),
        _forces(measures),
        _changes(measures),
        _assault(measures, sources.counts),
        _ages(measures),
        _vru(measures),
        _revisions(measures),
    ]


def _trend(measures: Measures, source: str) -> Section:
    signal = measures.signals.get((SHARP, ENGLAND, ALL_AGES))
    told = [limits_words(signal)] if signal else []
    return {
        "title": "Trend by month",
        "texts": [
            f"England. {signal_words(signal)}",
            *told,
            *nowcast_words.nowcast_sentences(measures),
            *nowcast_words.rise_sentences(measures),
        ],
        "charts": [drawn(month_picture(measures), source)],
        "tables": [_latest_months(measures), *_expected(measures)],
        "starts_page": True,
    }


def _latest_months(measures: Measures) -> Section:
    of_nation = {
        code: {one.period: one for one in measures.months.get((SHARP, code, ALL_AGES), ())}
        for code in NATIONS
    }
    periods = sorted({period for months in of_nation.values() for period in months})
    return _table(
        "Admissions by month, all ages",
        ["Month", *(measures.areas[code].name for code in NATIONS)],
        [
            [month_name(period), *(figure_words(of_nation[code].get(period)) for code in NATIONS)]
            for period in reversed(periods[-TABLE_MONTHS:])
        ],
    )


def _expected(measures: Measures) -> list[Section]:
    rows = nowcast_words.nowcast_rows(measures)
    caption = "What the latest months are expected to become"
    return [_table(caption, nowcast_words.TABLE_HEADERS, rows)] if rows else []


def _changes(measures: Measures) -> Section:
    names = {code: measures.areas[code].name for code in NATIONS}
    wholes = {code: measures.whole((SHARP, code, ALL_AGES)) for code in NATIONS}
    years = sorted(
        {
            one.period
            for code in NATIONS
            for one in measures.wholes.get((SHARP, code, ALL_AGES), ())
            if one.period_kind == "year"
        }
    )
    rows = [
        [
            period_name("year", year).removeprefix("the year ending "),
            *(
                figure_words(measures.whole((SHARP, code, ALL_AGES), ("year", year)))
                for code in NATIONS
            ),
        ]
        for year in reversed(years)
    ]
    return {
        "title": f"Change on a year earlier and since {design.BASELINE}",
        "texts": [
            f"{names[code]}, {period_name(whole.period_kind, whole.period)}:"
            f" {figure_words(whole)}. {change_on_year(whole)}. {change_on_baseline(whole)}."
            for code, whole in wholes.items()
            if whole
        ],
        "charts": [],
        "tables": [_table("Admissions by year ending", ["Year ending", *names.values()], rows)],
        "starts_page": True,
    }


def _assault(measures: Measures, source: str) -> Section:
    name = measures.areas[BOTH].name
    sentences = [
        assault_sentence(measures.areas[code].name, measures.assaults.get(code, ()))
        for code in NATIONS
    ]
    rows = assault_rows(measures.assaults.get(BOTH, ()))
    return {
        "title": "All assault, and the share of sharp object",
        "texts": [*sentences, HOW],
        "charts": [drawn(assault_picture(measures), source)],
        "tables": [_table(f"All assault by year ending, {name}", TABLE_HEADERS, rows)],
        "starts_page": True,
    }


def _forces(measures: Measures) -> Section:
    return {
        "title": "All police forces",
        "texts": [],
        "charts": [],
        "tables": [_force_table(measures, "All forces", measures.forces)],
        "starts_page": True,
    }


def _force_table(measures: Measures, caption: str, forces: Sequence[Area]) -> Section:
    main = measures.main_periods.get((SHARP, FORCE))
    period = f", {period_name(*main)}" if main else ""
    return _table(
        f"{caption}: admissions for assault with a sharp object{period}; rates by"
        f" {residents_of_forces(measures)}",
        ["Force", "Admissions", "A year earlier", "Rate per 100,000", "95% interval"],
        [
            [force.name, *_force_cells(measures.whole((SHARP, force.code, ALL_AGES)))]
            for force in sorted(forces, key=lambda force: force.name)
        ],
    )


def _force_cells(whole: Whole | None) -> list[str]:
    if whole is None:
        return ["[x]", "[x]", "none", "none"]
    rated = whole.rate is not None
    earlier = whole.earlier_shown or "[x]"
    return [
        figure_words(whole),
        f"{int(earlier):,}" if earlier.isdigit() else earlier,
        f"{whole.rate:.1f}" if rated else "none",
        f"{whole.rate_lower:.1f} to {whole.rate_upper:.1f}" if rated else "none",
    ]


def _ages(measures: Measures) -> Section:
    of_age = {
        age: {
            one.period: one
            for one in measures.wholes.get((SHARP, ENGLAND, age), ())
            if one.period_kind == "year"
        }
        for age in AGES
    }
    years = sorted({year for figures in of_age.values() for year in figures})
    return {
        "title": "Ages",
        "texts": [*age_headlines(measures), "Ages are shown for England only: see the notes."],
        "charts": [],
        "tables": [
            _table(
                "Admissions by age, England, by year ending",
                ["Year ending", *AGES],
                [
                    [
                        period_name("year", year).removeprefix("the year ending "),
                        *(figure_words(of_age[age].get(year)) for age in AGES),
                    ]
                    for year in reversed(years)
                ],
            )
        ],
    }


def _vru(measures: Measures) -> Section:
    return {
        "title": "Violence Reduction Unit (VRU) areas and other areas",
        "starts_page": True,
        "texts": vru_headlines(measures),
        "charts": [],
        "tables": [
            _force_table(
                measures, "VRU areas", [force for force in measures.forces if force.vru_from]
            )
        ],
    }


def _revisions(measures: Measures) -> Section:
    rows = [
        [
            one.title,
            f"{one.revised:,} of {one.compared:,}",
            f"{one.first_revised} to {one.last_revised}" if one.revised else "none",
        ]
        for one in measures.revisions
    ]
    headers = ["Table", "Figures shown otherwise", "Periods"]
    return {
        "title": "Revisions since the last release",
        "texts": [revision_headline(measures)],
        "charts": [],
        "tables": [_table("Revised figures by table", headers, rows)] if rows else [],
    }


def _table(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    return {"caption": caption, "headers": list(headers), "rows": rows}
