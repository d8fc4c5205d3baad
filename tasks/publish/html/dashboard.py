"""The dashboard: one file with the release's figures in it and a script that draws them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from tasks.publish import design
from tasks.publish.brief import ATTENTION, brief, different_ends
from tasks.publish.figure_words import limits_words, residents_words, signal_words
from tasks.publish.html.page import about, write_page
from tasks.publish.measures import (
    AGES,
    ALL_ASSAULT,
    BASELINE_YEAR,
    BOTH,
    ENGLAND,
    FORCE,
    SHARP,
    WALES,
    Area,
    Measures,
    Month,
    Whole,
)
from tasks.publish.notes import notes
from tasks.publish.release_content import Content
from tasks.publish.words import document_title, month_name, period_name

# What the page holds of a growing series, so that it stays under 300 KB; workbooks hold all.
MONTHS, YEARS = 84, 8
# Two years of 12 months ending, the first of them to compare the second with.
ROLLING_PERIODS = 25
MARKS = {"final": "", "provisional": "p", "revised": "r"}
CHANCE_MARKS = {"clear": "*", "usual": "", "unfinished": "~", "untested": "-"}
NOTHING = "-"  # the release has no such figure
WORDS = {
    "change": design.CHANGE,
    "chance": design.CHANCE,
    "asReleased": design.AS_RELEASED,
    "yearEarlier": design.YEAR_EARLIER,
    "baseline": design.BASELINE,
    "baselinePeriod": BASELINE_YEAR,
    "rate": design.RATE,
    "noRate": design.NO_RATE,
    "tooFewForARate": design.TOO_FEW_FOR_A_RATE,
    "untold": design.UNTOLD,
    "thisFigure": design.THIS_FIGURE,
    "earlierFigure": design.EARLIER_FIGURE,
    "noControlChart": design.NO_CONTROL_CHART,
}
SCRIPTS = ("figures.js", "charts.js", "sections.js", "dashboard.js")


def write_dashboard(content: Content, measures: Measures, path: Path) -> None:
    """Write the dashboard of a release: no server, no request, under 300 KB.

    Raises:
        OSError: ``path`` cannot be written.
    """
    write_page(
        path,
        "dashboard.html.jinja",
        styles=("house.css", "dashboard.css"),
        scripts=SCRIPTS,
        title=document_title(content),
        brief=brief(content, measures),
        attention=ATTENTION,
        ends=different_ends(measures),
        notes=notes(content),
        census_break=design.CENSUS_BREAK,
        data=Markup(_json(_data(content, measures))),  # noqa: S704 - "<" is escaped in it
        **about(content),
    )


def _json(data: dict[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _data(content: Content, measures: Measures) -> dict[str, object]:
    months = _periods(measures.months.values())[-MONTHS:]
    every_year = _periods(_of_kind(measures, "year"))
    years = [year for year in every_year if year in {BASELINE_YEAR, *every_year[-YEARS:]}]
    rolling = _periods(_of_kind(measures, "rolling_year"))[-ROLLING_PERIODS:]
    symbols = _symbols(measures)
    return {
        "release": f"{content.month:%Y-%m}/r{content.revision}",
        "words": WORDS,
        "symbols": symbols,
        "base": content.rule.finest.base,
        "causes": {cause: design.CAUSE_NAMES[cause] for cause in (SHARP, ALL_ASSAULT)},
        "codes": design.CAUSES,
        "ages": AGES,
        "months": [[month, month_name(month)] for month in months],
        "years": [[year, period_name("year", year)] for year in years],
        "rolling": [[period, period_name("rolling_year", period)] for period in rolling],
        "residents": {
            "year": _residents(measures, "year", years),
            "rolling_year": _residents(measures, "rolling_year", rolling),
        },
        "main": [[*key, *value] for key, value in measures.main_periods.items()],
        "own": _own_periods(measures),
        "areas": [_area(measures, area) for area in _listed(measures)],
        "series": {
            "|".join(series): [
                _month_tokens(encode, measures.months.get(series, ()), months),
                _whole_tokens(encode, wholes, "year", years),
                _whole_tokens(encode, wholes, "rolling_year", rolling),
            ]
            for series in sorted(measures.months.keys() | measures.wholes.keys())
            for wholes in [measures.wholes.get(series, ())]
            for encode in [_Encoding(symbols, _base(content, measures.areas[series[1]]))]
        },
        "signals": {
            "|".join(series): {
                "mean": signal.mean,
                "lower": signal.lower,
                "upper": signal.upper,
                "first": signal.first_period,
                "words": signal_words(signal),
                "limits": limits_words(signal),
            }
            for series, signal in measures.signals.items()
        },
    }


def _own_periods(measures: Measures) -> list[list[str]]:
    """Return the periods of the forces that are led with another than forces are compared in."""
    return [
        [cause, code, *period]
        for (cause, code), period in measures.force_periods.items()
        if period != measures.main_periods.get((cause, FORCE))
    ]


@dataclass(frozen=True)
class _Encoding:
    """How figures are written small: ``20``, ``20p`` provisional, ``20/10p`` rounded to 10, ``!0``.

    ``!`` and a place in ``symbols`` is a symbol; ``base`` is the step that is not written.
    """

    symbols: Sequence[str]
    base: int

    def token(self, figure: Month | Whole) -> str:
        """Return the figure's token."""
        if figure.value is None:
            return f"!{self.symbols.index(figure.shown)}{MARKS[figure.status]}"
        step = "" if figure.base == self.base else f"/{figure.base}"
        return f"{figure.shown}{step}{MARKS[figure.status]}"


def _month_tokens(encode: _Encoding, found: Iterable[Month], months: Sequence[str]) -> str:
    tokens = {month.period: encode.token(month) for month in found}
    return " ".join(tokens.get(month, NOTHING) for month in months)


def _whole_tokens(
    encode: _Encoding, found: Iterable[Whole], kind: str, periods: Sequence[str]
) -> str:
    tokens = {
        whole.period: ",".join([encode.token(whole), *_derived(whole)])
        for whole in found
        if whole.period_kind == kind
    }
    return " ".join(tokens.get(period, NOTHING) for period in periods)


def _derived(whole: Whole) -> list[str]:
    """Rate, its interval, changes on a year earlier and since 2018-19, each with its verdict.

    ``12*`` is clear, ``12`` usual, ``12~`` unfinished, ``12-`` untested; ``12*@50`` is a change on
    50, which the release of a year before showed.
    """
    rates = [whole.rate, whole.rate_lower, whole.rate_upper]
    return [
        *("" if rate is None else f"{rate:.1f}" for rate in rates),
        _change(whole.change_on_year, whole.chance_on_year)
        + (f"@{whole.earlier_shown}" if whole.is_as_released else ""),
        _change(whole.change_on_baseline, whole.chance_on_baseline),
    ]


def _change(change: int | None, chance: str) -> str:
    return ("" if change is None else str(change)) + CHANCE_MARKS[chance]


def _area(measures: Measures, area: Area) -> dict[str, object]:
    about: dict[str, object] = {
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "country": area.country,
    }
    if area.level != FORCE:
        return about
    return {
        **about,
        "short": area.short_name,
        "tile": [area.tile_row, area.tile_column],
        "vru": area.vru_from,
        "similar": measures.similar[area.code],
    }


def _listed(measures: Measures) -> list[Area]:
    nations = [measures.areas[code] for code in (BOTH, ENGLAND, WALES)]
    return [*nations, *sorted(measures.forces, key=lambda force: force.name)]


def _base(content: Content, area: Area) -> int:
    return content.rule.finest.base if area.level == FORCE else 1


def _periods(series: Iterable[Sequence[Month] | Sequence[Whole]]) -> list[str]:
    return sorted({figure.period for figures in series for figure in figures})


def _of_kind(measures: Measures, kind: str) -> Iterator[list[Whole]]:
    for wholes in measures.wholes.values():
        yield [whole for whole in wholes if whole.period_kind == kind]


def _residents(measures: Measures, kind: str, periods: Sequence[str]) -> dict[str, list[str]]:
    """Which residents the rates of a period are of, in the order of AGES: the same of all areas."""
    words = {
        (whole.period, age): residents_words(whole)
        for (_, _, age), wholes in measures.wholes.items()
        for whole in wholes
        if whole.period_kind == kind
    }
    return {period: [words.get((period, age), "") for age in AGES] for period in periods}


def _symbols(measures: Measures) -> list[str]:
    every: Iterable[Month | Whole] = chain(*measures.months.values(), *measures.wholes.values())
    return sorted({figure.shown for figure in every if figure.value is None})
