"""The sections of the evaluation's report and page: texts, charts and tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tasks.evaluate import words
from tasks.evaluate.allowed import MAIN
from tasks.evaluate.error_rates import ErrorRate
from tasks.evaluate.headline import checks_told, failures
from tasks.evaluate.results import Results
from tasks.evaluate.specification import Outcome, Specification
from tasks.evaluate.standing import failing, holds_up_to, standing
from tasks.evaluate.value_section import value_section
from tasks.publish import design
from tasks.publish.charts import Estimate, effect_chart

Row = Mapping[str, Any]
Section = dict[str, Any]
REFERENCE = -1


def sections(
    results: Results, values: Sequence[Row], rates: Sequence[ErrorRate], spec: Specification
) -> list[Section]:
    """Return the sections in their order."""
    return [
        _estimates(results, spec),
        standing(results.sensitivity, spec),
        failing(rates, spec),
        _events(results.events, spec),
        _gaps(results, spec),
        _variants(results.estimates, spec),
        _checks(results, spec),
        value_section(values, spec),
    ]


def _estimates(results: Results, spec: Specification) -> Section:
    estimates = results.estimates
    rows = [
        [
            words.ESTIMATORS[row["estimator"]],
            words.signed(row["effect"]),
            words.span(row),
            words.p_words(row["p"]),
            holds_up_to(row, results.sensitivity),
            f"{row['smallest_detectable']:.1f}%",
            f"{row['funded_areas']}, {row['other_areas']}",
        ]
        for row in estimates
        if row["variant"] == MAIN
    ]
    return {
        "title": "Estimates",
        "texts": [
            words.agreement(estimates, outcome, is_sound=not failures(results, outcome, spec))
            for outcome in spec.outcomes
        ],
        "charts": [],
        "tables": [
            _table(
                outcome.name,
                [
                    "Estimator",
                    "Effect",
                    "95% interval",
                    "p",
                    "Holds up to",
                    "Smallest detectable fall",
                    "Areas",
                ],
                [
                    cells
                    for cells, row in zip(
                        rows, (one for one in estimates if one["variant"] == MAIN), strict=True
                    )
                    if row["outcome"] == outcome.key
                ],
            )
            for outcome in spec.outcomes
        ],
    }


def _events(events: Sequence[Row], spec: Specification) -> Section:
    return {
        "title": "Effects by year since funding",
        "texts": [
            "Effects are against the year before funding. Before it, an effect that differs from"
            " none would speak against the comparison.",
        ],
        "charts": [
            event_chart(outcome, events)
            for outcome in spec.outcomes[1:]
            if any(row["outcome"] == outcome.key for row in events)
        ],
        "tables": [
            _table(
                "Effects by year since funding (year 0 is the first)",
                [
                    "Outcome and year",
                    "Effect",
                    "95% interval",
                    "Smallest detectable fall",
                    "Funded areas",
                ],
                [
                    [
                        f"{outcome.name}, year {_event(row['event'])}",
                        words.signed(row["effect"]),
                        words.span(row),
                        f"{row['smallest_detectable']:.1f}%",
                        str(row["funded_areas"]),
                    ]
                    for outcome in spec.outcomes
                    for row in _of(events, outcome)
                ],
            )
        ],
    }


def _gaps(results: Results, spec: Specification) -> Section:
    shown = [outcome for outcome in spec.outcomes if any(_of(results.gaps, outcome))]
    return {
        "title": "Gap to a synthetic control",
        "texts": [
            "The gap between funded areas taken together and their synthetic control, in per cent."
            " Neither line itself is published: with the gap it would give the counts.",
        ],
        "charts": [
            _chart(
                f"Gap of funded areas to their synthetic control, per cent: {outcome.name.lower()}",
                [Estimate(row["year"], row["gap"]) for row in _of(results.gaps, outcome)],
            )
            for outcome in shown
        ],
        "tables": [
            _table(
                "Gap by financial year, per cent",
                ["Financial year", *(outcome.name for outcome in shown)],
                [
                    [year, *(_gap(results.gaps, outcome, year) for outcome in shown)]
                    for year in sorted({row["year"] for row in results.gaps})
                ],
            )
        ],
    }


def _gap(gaps: Sequence[Row], outcome: Outcome, year: str) -> str:
    """Outcomes may begin in different years: there is no gap before an outcome's first year."""
    of_year = [row["gap"] for row in _of(gaps, outcome) if row["year"] == year]
    return words.signed(of_year[0]) if of_year else "none"


def _variants(estimates: Sequence[Row], spec: Specification) -> Section:
    names = {MAIN: "Main estimate", **{one.key: one.name for one in spec.variants}}
    return {
        "title": "Other choices of areas, months and start",
        "texts": [
            "Each row is the Poisson estimate with one choice changed.",
        ],
        "charts": [],
        "tables": [
            _table(
                outcome.name,
                ["Choice", "Effect", "95% interval", "p", "Smallest detectable fall"],
                [
                    [
                        names[row["variant"]],
                        words.signed(row["effect"]),
                        words.span(row),
                        words.p_words(row["p"]),
                        f"{row['smallest_detectable']:.1f}%",
                    ]
                    for row in _of(estimates, outcome)
                    if row["estimator"] == "poisson"
                ],
            )
            for outcome in spec.outcomes
            if any(row["estimator"] == "poisson" for row in _of(estimates, outcome))
        ],
    }


def _checks(results: Results, spec: Specification) -> Section:
    placebo = f"{spec.placebo_starts:%B %Y}"
    return {
        "title": "Placebos and resampling",
        "texts": [
            *checks_told(results, spec),
            "By lot, p is how often the estimate over its error is as far from none as it is, and"
            " the interval holds what would not be. Where half of the forces never funded are drawn"
            " there is a range, and no p.",
        ],
        "charts": [],
        "tables": [
            _table(
                outcome.name,
                ["Check", "Effect", "Interval or span", "p", "Smallest detectable fall"],
                [
                    [
                        words.CHECKS[row["check"]].format(placebo=placebo),
                        words.signed(row["effect"]),
                        words.span(row),
                        words.p_words(row["p"]),
                        "none"
                        if row["smallest_detectable"] is None
                        else f"{row['smallest_detectable']:.1f}%",
                    ]
                    for row in _of(results.checks, outcome)
                ],
            )
            for outcome in spec.outcomes
            if any(_of(results.checks, outcome))
        ],
    }


def event_chart(outcome: Outcome, events: Sequence[Row]) -> Section:
    """Return the chart of an outcome's effects by year since funding."""
    points = {
        row["event"]: Estimate(_event(row["event"]), row["effect"], row["lower"], row["upper"])
        for row in _of(events, outcome)
    }
    # The reference year.
    points[REFERENCE] = Estimate(_event(REFERENCE), 0.0)
    return _chart(
        "Effect by year since funding, per cent, with 95% intervals: " + outcome.name.lower(),
        [points[event] for event in sorted(points)],
    )


def _event(event: int) -> str:
    return f"{event}".replace("-", design.MINUS)


def _of(rows: Iterable[Row], outcome: Outcome) -> list[Row]:
    return [row for row in rows if row["outcome"] == outcome.key]


def _chart(caption: str, estimates: Sequence[Estimate]) -> Section:
    said = f"Chart: {caption}."
    return {"caption": caption, "svg": effect_chart(said, estimates), "alt": said}


def _table(caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    return {"caption": caption, "headers": list(headers), "rows": [list(row) for row in rows]}
