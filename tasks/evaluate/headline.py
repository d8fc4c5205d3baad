"""What the evaluation says first, by rules: whether an effect can be told, and which it is.

A check fails if the placebo in time finds an effect before any funding, or if effects by year
before funding differ from none. What is estimated is then of areas that moved apart anyway, so the
first sentence says that nothing can be told, whatever the estimate is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.evaluate.inference import p_value, recovered
from tasks.evaluate.results import Results
from tasks.evaluate.specification import Outcome, Specification
from tasks.evaluate.value_section import central, ratio
from tasks.evaluate.words import is_found, main_row, signed, span
from tasks.publish.headlines import KeyFigure

Row = Mapping[str, Any]
PLACEBO, YEARS_BEFORE = "placebo in time", "group-time"
FAILED = "a check of the comparison failed"


def headline(results: Results, spec: Specification) -> str:
    """Return the sentences of the main result."""
    return sentences(results, spec.main, spec)


def sentences(results: Results, outcome: Outcome, spec: Specification) -> str:
    """Return an outcome's sentences: what cannot be told, then the estimate."""
    row, failed = main_row(results.estimates, outcome), failures(results, outcome, spec)
    estimate = f"{signed(row['effect'])} ({spec.confidence:.0%} interval {span(row)})"
    name = _inside(outcome)
    if failed:
        return (
            f"We cannot tell whether funding changed admissions ({name}); {FAILED}."
            f" {' '.join(failed)} The estimate, {estimate}, may be of that difference."
        )
    if is_found(row):
        direction = "Fewer" if row["effect"] < 0 else "More"
        return f"{direction} admissions in funded areas than without funding: {name}, {estimate}."
    return f"No effect is found on admissions: {name}, {estimate}. {detectable(row, spec)}"


def failures(results: Results, outcome: Outcome, spec: Specification) -> list[str]:
    """Return a sentence for each check that an outcome fails."""
    return [*_placebo(results, outcome, spec), *_years_before(results, outcome, spec)]


def can_tell(results: Results, outcome: Outcome, spec: Specification) -> bool:
    """Return whether an effect is found and no check failed."""
    is_sound = not failures(results, outcome, spec)
    return is_sound and is_found(main_row(results.estimates, outcome))


def detectable(row: Row, spec: Specification) -> str:
    """Return the sentence about the smallest detectable fall."""
    return (
        f"A fall of {row['smallest_detectable']:.1f}% or more would be found"
        f" {spec.power:.0%} of the time."
    )


def key_figures(results: Results, values: Sequence[Row], spec: Specification) -> list[KeyFigure]:
    """Return the headline figures: the first outcomes, and what the main one saves if it can be
    told that it does."""
    figures = [_key_figure(results, outcome, spec) for outcome in spec.outcomes[:2]]
    if can_tell(results, spec.main, spec):
        figures += [
            KeyFigure(
                f"Benefit-cost ratio, {row['first_year']} to {row['last_year']}",
                f"{row['benefit_cost_ratio']:.2f}",
                ratio(row, spec),
            )
            for row in central(values)[:1]
        ]
    return figures


def checks_told(results: Results, spec: Specification) -> list[str]:
    """Return which outcomes fail a check, or that none does."""
    told = [
        f"{outcome.name}: {sentence}"
        for outcome in spec.outcomes
        for sentence in failures(results, outcome, spec)
    ]
    return told or ["No placebo in time and no year before funding shows an effect, as it should."]


def _key_figure(results: Results, outcome: Outcome, spec: Specification) -> KeyFigure:
    row = main_row(results.estimates, outcome)
    failed = f"Not to be relied on: {FAILED}. " if failures(results, outcome, spec) else ""
    interval = f"{spec.confidence:.0%} interval {span(row)}"
    return KeyFigure(
        outcome.name, signed(row["effect"]), f"{failed}{interval}. {detectable(row, spec)}"
    )


def _placebo(results: Results, outcome: Outcome, spec: Specification) -> Iterator[str]:
    for row in results.checks:
        if row["outcome"] == outcome.key and row["check"] == PLACEBO and is_found(row):
            yield (
                f"The placebo in time finds {signed(row['effect'])} ({spec.confidence:.0%} interval"
                f" {span(row)}) where there was no funding yet."
            )


def _years_before(results: Results, outcome: Outcome, spec: Specification) -> Iterator[str]:
    """All years together, by Bonferroni: one in twenty differs by chance."""
    of_outcome = (row for row in results.estimates if row["outcome"] == outcome.key)
    clusters = [
        row["funded_areas"] + row["other_areas"]
        for row in of_outcome
        if row["estimator"] == YEARS_BEFORE
    ]
    before = [row for row in results.events if row["outcome"] == outcome.key and row["event"] < 0]
    if not (before and clusters):
        return
    p, row = min(
        ((p_value(recovered(row, clusters[0], spec)), row) for row in before),
        key=lambda pair: pair[0],
    )
    if p * len(before) < 1 - spec.confidence:
        yield (
            f"Funded areas differed from others before funding: {signed(row['effect'])}"
            f" ({spec.confidence:.0%} interval {span(row)}) {-row['event']} years before."
        )


def _inside(outcome: Outcome) -> str:
    return outcome.name[0].lower() + outcome.name[1:]
