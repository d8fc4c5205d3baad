"""Messages that titles say: one sentence each, made from shown figures by rules."""

from collections.abc import Sequence
from statistics import median

from tasks.publish import design
from tasks.publish.brief import ATTENTION
from tasks.publish.compared import Funnel, Ranking
from tasks.publish.figure_words import number, outside_words, run_words
from tasks.publish.headlines import KeyFigure
from tasks.publish.measures import Area, Measures, Signal, Whole
from tasks.publish.words import month_name, period_name

NAMED = 3  # areas that a title names; of more it tells how many


def level_title(area: str, whole: Whole | None) -> str:
    """Return how many admissions an area had in its latest 12 months, beside a year earlier."""
    if whole is None:
        return f"{area}: no 12 months of figures in this release"
    return (
        f"{number(whole.shown)} admissions for assault with a sharp object in {area} in"
        f" {year_name(whole)}{_beside(whole)}"
    )


def ages_title(age: str, area: str, whole: Whole | None) -> str:
    """Return the same of an age band."""
    if whole is None:
        return f"{area} by age: no 12 months of figures in this release"
    return f"{age}s, {area}: {number(whole.shown)} admissions in {year_name(whole)}{_beside(whole)}"


def baseline_title(area: str, whole: Whole | None, baseline: str) -> str:
    """Return how the latest 12 months stand beside the year that others are compared with."""
    change = whole.change_on_baseline if whole else None
    if whole is None or change is None:
        return f"{area}: no change since {baseline} can be told"
    return f"{area}: {_change(change, whole.chance_on_baseline)} {baseline}, in {year_name(whole)}"


def attention_title(measures: Measures) -> str:
    """Return which forces need attention."""
    if not measures.tested:
        return f"{ATTENTION}: it cannot be told yet"
    if not measures.attention:
        return f"{ATTENTION}: none changed by more than usual variation"
    names = [measures.areas[code].name for code in measures.attention]
    return f"{ATTENTION}: {named(names)}"


def trend_title(area: str, signal: Signal | None) -> str:
    """Return whether months are unusual."""
    if signal is None:
        return f"{area} by month: too little is shown to say which months are unusual"
    outside = [*signal.above, *signal.below]
    if len(outside) > NAMED:
        return (
            f"{area}: {len(outside)} months since {month_name(signal.first_period)} lie outside"
            " usual variation"
        )
    found = [one.rstrip(".") for one in (*outside_words(signal), *run_words(signal))]
    if found:
        return f"{area}: {'; '.join(found).replace('The last', 'the last')}"
    return f"{area}: every month since {month_name(signal.first_period)} varies as usual"


def map_title(ranked: Ranking) -> str:
    """Return which forces have the highest rates."""
    if not ranked.rates:
        return "No force has a figure that a rate can be made from"
    names = [one.force.name for one in ranked.rates[:NAMED]]
    return f"Admission rates are highest in {listed(names)}"


def ranked_title(made: Funnel | None) -> str:
    """Return which forces lie far from England's rate."""
    if made is None:
        return "Forces' rates in order, with their 95% intervals"
    sides = {"above": made.beyond(1), "below": made.beyond(-1)}
    told = [f"{_lie(areas)} far {side} it" for side, areas in sides.items() if areas]
    rate = f"England's rate is {made.england:.1f} per 100,000 residents"
    return f"{rate}: {', '.join(told) or 'no force lies far from it'}"


def vru_title(measures: Measures, rates: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Return the median rates of groups of areas."""
    told = [f"{name} {median(found):.1f}" for name, found in rates if found]
    if len(told) < len(rates) or not measures.forces:
        return "VRU areas and other areas: no rates to compare"
    return f"Median rates per 100,000 residents: {', '.join(told)}"


def year_name(whole: Whole) -> str:
    """Return ``the year ending November 2023``, of 12 months as of a financial year."""
    return period_name(whole.period_kind, whole.period).replace("12 months", "year")


def named(names: Sequence[str]) -> str:
    """Return up to three names, or two and how many more."""
    if len(names) <= NAMED:
        return listed(names)
    return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"


def listed(names: Sequence[str]) -> str:
    """Return ``Durham, Essex and Kent``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def without_status(figure: KeyFigure) -> tuple[str, str]:
    """Return a key figure's number and its status, which stand in types of their own."""
    shown, _, status = figure.shown.partition(" (")
    return shown, status.rstrip(")")


def _beside(whole: Whole) -> str:
    if whole.change_on_year is None:
        return ""
    usual = design.CHANCE["usual"] if whole.chance_on_year == "usual" else ""
    return f", {_change(whole.change_on_year, whole.chance_on_year)} a year earlier{usual}"


def _change(change: int, chance: str) -> str:
    if change == 0:
        return "about as many as"
    # A fall of unfinished months may only be late coding.
    so_far = "so far " if chance == "unfinished" else ""
    return f"{so_far}{abs(change)}% {'more' if change > 0 else 'fewer'} than"


def _lie(areas: Sequence[Area]) -> str:
    return f"{areas[0].name} lies" if len(areas) == 1 else f"{len(areas)} forces lie"
