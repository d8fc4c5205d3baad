"""The sentences of the evaluation, generated from its published figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.evaluate.allowed import MAIN
from tasks.evaluate.specification import Outcome, Specification
from tasks.publish import design

Row = Mapping[str, Any]

ESTIMATORS = {
    "poisson": "Poisson, two-way fixed effects",
    "imputation": "Imputation",
    "group-time": "Group-time effects",
    "synthetic-did": "Synthetic difference-in-differences",
    "own-trends": "Own trends subtracted",
    "level-adjusted": "Adjusted for level",
    "synthetic-control": "Synthetic control",
}
# For heads of narrow columns.
SHORT = {
    "poisson": "Poisson",
    "imputation": "Imputed",
    "group-time": "Group-time",
    "synthetic-did": "Synth. DiD",
    "own-trends": "Trends",
    "level-adjusted": "Level",
    "synthetic-control": "Synth. control",
}
CHECKS = {
    "randomisation": "Randomisation inference: funding drawn by lot",
    "placebo in space": "Placebo in space: among areas never funded",
    "placebo in time": "Placebo in time: funding as if from {placebo}",
    "leave one out": "Leave one force out: least and most",
}
CAVEATS = (
    "Areas were chosen for their levels of violence. The estimates hold if funded areas would have"
    " moved as others did without funding; that cannot be shown, only made doubtful or not.",
    "Violence Reduction Units and Grip (hotspot policing, formerly Surge) were funded in the same"
    " areas at the same time: an effect cannot be told to be of one of them.",
    "An effect that is not found is not an effect of none: beside each stands the smallest fall"
    " that the data would show four times in five.",
    "Admissions are a part of violence: an effect on violence that leads to no admission is not"
    " seen.",
)


def signed(value: float) -> str:
    """Return a percentage for a sentence: ``+3.1%``, with a minus sign, not a hyphen."""
    sign = "+" if value > 0 else design.MINUS if value < 0 else ""
    return f"{sign}{abs(value):.1f}%"


def span(row: Row) -> str:
    """Return a row's interval, or ``none``."""
    if row["lower"] is None:
        return "none"
    return f"{signed(row['lower'])} to {signed(row['upper'])}"


def p_words(p: float | None) -> str:
    """Return a p-value for a table."""
    if p is None:
        return "none"
    return "< 0.01" if p < 0.01 else f"{p:.2f}"


def is_found(row: Row) -> bool:
    """Return whether a row's published interval leaves no effect out."""
    return bool(row["lower"] > 0 or row["upper"] < 0)


def main_row(estimates: Sequence[Row], outcome: Outcome, variant: str = MAIN) -> Row:
    """Return an outcome's first estimate."""
    return next(
        row for row in estimates if row["outcome"] == outcome.key and row["variant"] == variant
    )


def millions(pounds: int) -> str:
    """Return pounds for a sentence: ``£12.3 million``."""
    sign = design.MINUS if pounds < 0 else ""
    return f"{sign}£{abs(pounds) / 1e6:,.1f} million"


def agreement(estimates: Sequence[Row], outcome: Outcome, *, is_sound: bool) -> str:
    """Return how many estimates of an outcome find an effect, and their range.

    ``is_sound`` says that no check of the comparison failed.
    """
    rows = [row for row in estimates if row["outcome"] == outcome.key]
    found = sum(is_found(row) for row in rows)
    effects = sorted(row["effect"] for row in rows)
    return (
        f"{outcome.name}: of {len(rows)} estimates {found or 'none'}"
        f" {'finds' if found in (0, 1) else 'find'} an effect; they lie between"
        f" {signed(effects[0])} and {signed(effects[-1])}."
        f"{'' if is_sound else ' A check of the comparison failed, so none can be relied on.'}"
    )


def methods(spec: Specification) -> list[str]:
    """Return the methods, each with its source."""
    percent = f"{spec.confidence:.0%}"
    return [
        f"The specification ({spec.version}, sha256 {spec.sha256}) was fixed before the estimates."
        " It names outcomes, units, months, estimators and checks; its hash stands in every file.",
        "Funded are the 20 forces with a Violence Reduction Unit: 18 from 2019-20, Cleveland and"
        " Humberside from 2022-23. These two never stand alone: every estimate is of at least"
        f" {spec.least_funded_areas} funded areas.",
        "Estimates are of the whole financial years that the release shows. What it hides does not"
        " enter them: hidden months share what the shown figure of their year leaves, a hidden year"
        " counts as the middle of its symbol. Nobody can work a hidden figure out of them.",
        "Poisson: counts by force and month with effects of forces and months. Errors are the"
        f" cluster jackknife by force; {percent} intervals are Student's t (MacKinnon, Nielsen and"
        " Webb, 2023).",
        "Imputation (Borusyak, Jaravel and Spiess, 2024) and group-time effects (Callaway and"
        " Sant'Anna, 2021): logarithms of a financial year's count and a half, without the City of"
        " London. The average of the group-time effects is that of the years since the start.",
        "Synthetic difference-in-differences (Arkhangelsky and others, 2021) and synthetic control"
        " (Abadie, Diamond and Hainmueller, 2010): the 18 first areas against areas never funded."
        " The control matches the average of the 18 by year, each from its own mean before 2019-20,"
        " with a penalty of the noise of a donor. Its interval and p are from placebos:"
        f" {spec.permutations:,} times 18 areas are drawn by lot, each time with a control fitted"
        " to their average.",
        "Own trends subtracted, and adjusted for level (Lee and Wooldridge, 2025, 2026): each"
        " area's years since 2019-20 less its own straight line before; or less its mean of the"
        " years from 2016-17 on, compared among areas of the same rate per resident in the three"
        " years before those. Errors are HC3.",
        "By local authority, errors are by force, because funding is. A Poisson estimate by local"
        " authority is that by force to the last digit, so it is not given twice.",
        f"Randomisation inference draws the funded forces by lot {spec.permutations:,} times and"
        " compares the estimate over its error with theirs (Chung and Romano, 2013). Placebo in"
        f" space is where {percent} of the estimates lie if half of the forces never funded are"
        " drawn. They are fewer than the funded ones, so it has no p. Placebo in time is before any"
        " funding.",
        "The smallest detectable effect is the fall that a test at"
        f" {1 - spec.confidence:.0%} finds with power {spec.power:.0%} (Bloom, 1995). It, p and"
        " value for money are computed from the effect and interval as printed; a p by lot counts"
        " the draws at least as far from none as the printed effect.",
    ]
