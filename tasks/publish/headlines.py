"""The sentences that lead every output, made from shown figures by rules, never typed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tasks.publish import design
from tasks.publish.figure_words import (
    change_on_baseline,
    change_on_year,
    figure_words,
    number,
    rate_words,
    residents_of_forces,
    signal_words,
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
    Month,
    Series,
    Whole,
)
from tasks.publish.words import month_name, period_name


@dataclass(frozen=True)
class KeyFigure:
    """A figure to lead with: what it is, as shown, and what to think of it."""

    label: str
    shown: str
    remark: str


def national_figures(measures: Measures) -> list[KeyFigure]:
    """Return the three figures for a minister."""
    both = measures.whole((SHARP, BOTH, ALL_AGES))
    england = measures.last_month((SHARP, ENGLAND, ALL_AGES))
    if both is None:
        return [_latest_month(measures, "England", (SHARP, ENGLAND, ALL_AGES), england)]
    period = period_name(both.period_kind, both.period)
    return [
        KeyFigure(f"England and Wales, {period}", figure_words(both), f"{change_on_year(both)}."),
        KeyFigure(
            f"Change since {design.BASELINE}, England and Wales",
            "none" if both.change_on_baseline is None else _signed(both.change_on_baseline),
            f"{change_on_baseline(both)}. Rate now: {rate_words(both)}.",
        ),
        _latest_month(measures, "England", (SHARP, ENGLAND, ALL_AGES), england),
    ]


def national_headline(measures: Measures) -> str:
    """Return the one sentence that a release is about."""
    both = measures.whole((SHARP, BOTH, ALL_AGES))
    if both is None:
        return "England and Wales have no 12 months in this release that both have brought."
    period = period_name(both.period_kind, both.period)
    return (
        f"{number(both.shown)} admissions to hospital for assault with a sharp object in England"
        f" and Wales in {period}, {_short_change(both)}."
    )


def force_headlines(measures: Measures, force: Area, cause: str) -> list[str]:
    """Return what a force's page begins with: figure, rate, changes, signal."""
    whole = measures.leading(force, cause)
    if whole is None:
        return [f"{force.name}: no whole year of figures in this release."]
    period = period_name(whole.period_kind, whole.period)
    return [
        f"{design.CAUSE_NAMES[cause]}, {period}: {figure_words(whole)} admissions of residents.",
        f"Rate: {rate_words(whole)}.",
        f"{change_on_year(whole)}.",
        f"{change_on_baseline(whole)}.",
        signal_words(measures.signals.get((cause, force.code, ALL_AGES))),
    ]


def forces_headlines(measures: Measures, forces: Sequence[Area]) -> list[str]:
    """Return how many of the forces changed clearly on a year earlier, and how many not."""
    wholes = [measures.whole((SHARP, force.code, ALL_AGES)) for force in forces]
    moves = Counter(_move(whole) for whole in wholes)
    return [
        f"Of {len(forces)} forces, {moves['up']} rose and {moves['down']} fell by more than usual"
        f" variation on a year earlier; {moves['level']} changed within it.",
        *(
            [
                f"For {moves['unfinished']} a fall may only be late coding: their latest months are"
                " not finished."
            ]
            if moves["unfinished"]
            else []
        ),
        *(
            [f"For {moves['unknown']} no change can be told from hidden or missing figures."]
            if moves["unknown"]
            else []
        ),
    ]


def chance_headline(measures: Measures) -> str:
    """Return what chance alone would make of the forces' changes, and how that is allowed for."""
    tested = measures.tested.get(SHARP, 0)
    if not tested:
        return "There are too few earlier years to say which changes are more than usual variation."
    return (
        f"Of {tested} forces tested one by one, chance alone would take about"
        f" {round(0.05 * tested)} beyond 95% limits. They are tested together instead: of those"
        " said to have changed, 5% are expected to be false."
    )


def vru_headlines(measures: Measures) -> list[str]:
    """Return how VRU areas and other areas stand: median rates, and how many changed."""
    groups = {
        "VRU areas": [force for force in measures.forces if force.vru_from],
        "Other areas": [force for force in measures.forces if not force.vru_from],
    }
    return [
        f"{name}: {_median_rate(measures, forces)} {' '.join(forces_headlines(measures, forces))}"
        for name, forces in groups.items()
    ]


def age_headlines(measures: Measures) -> list[str]:
    """Return the figure of each age band of England in its latest whole period, with its change."""
    return [
        f"{age}, England, {period_name(whole.period_kind, whole.period)}:"
        f" {figure_words(whole)}. {change_on_year(whole)}. {change_on_baseline(whole)}."
        for age in AGES[1:]
        if (whole := _latest_shown(measures.wholes.get((SHARP, ENGLAND, age), ())))
    ]


def highest_rates(measures: Measures, count: int = 5) -> list[tuple[Area, Whole]]:
    """Return the forces of the highest rates of sharp object admissions, highest first."""
    found = [
        (force, whole)
        for force in measures.forces
        if (whole := measures.whole((SHARP, force.code, ALL_AGES))) and whole.rate is not None
    ]
    return sorted(found, key=lambda pair: (-(pair[1].rate or 0), pair[0].code))[:count]


def rates_headline(measures: Measures) -> str:
    """Return which forces have the highest rates."""
    leading = highest_rates(measures, 3)
    if not leading:
        return "No force has a figure that a rate can be made from."
    listed = ", ".join(f"{force.name} ({whole.rate:.1f})" for force, whole in leading)
    kind, period = measures.main_periods[SHARP, FORCE]
    return (
        f"Highest rates per 100,000 {residents_of_forces(measures)} in"
        f" {period_name(kind, period)}: {listed}."
    )


def revision_headline(measures: Measures) -> str:
    """Return how many figures the release shows otherwise than that of the month before."""
    if not measures.revisions:
        return "This is the first month released here, so no figure is revised."
    revised = sum(one.revised for one in measures.revisions)
    compared = sum(one.compared for one in measures.revisions)
    before = measures.revisions[0].earlier_month
    return (
        f"{revised:,} of {compared:,} figures are shown otherwise than in the release of"
        f" {before:%B %Y}."
    )


def _median_rate(measures: Measures, forces: Sequence[Area]) -> str:
    wholes = [measures.whole((SHARP, force.code, ALL_AGES)) for force in forces]
    rates = [whole.rate for whole in wholes if whole and whole.rate is not None]
    if not rates:
        return "no rates."
    return (
        f"median rate {median(rates):.1f} per 100,000 {residents_of_forces(measures)}, of the"
        f" {len(rates)} of {len(forces)} forces with a rate."
    )


def _latest_shown(wholes: Sequence[Whole]) -> Whole | None:
    """Return the latest figure that is shown, of 12 months ending where there are any."""
    shown = [whole for whole in wholes if whole.value is not None]
    return max(shown, key=lambda one: (one.period_kind == "rolling_year", one.period), default=None)


def _latest_month(measures: Measures, area: str, series: Series, month: Month | None) -> KeyFigure:
    label = f"{area}, {month_name(month.period)}" if month else area
    return KeyFigure(label, figure_words(month), signal_words(measures.signals.get(series)))


def _short_change(whole: Whole) -> str:
    words = change_on_year(whole)
    return words[0].lower() + words[1:]


def _signed(change: int) -> str:
    sign = "+" if change > 0 else design.MINUS if change < 0 else ""
    return f"{sign}{abs(change)}%"


def _move(whole: Whole | None) -> str:
    if whole is None or whole.chance_on_year == "untested":
        return "unknown"
    if whole.chance_on_year != "clear":
        return {"usual": "level"}.get(whole.chance_on_year, whole.chance_on_year)
    return "up" if (whole.value or 0) > int(whole.earlier_shown or 0) else "down"
