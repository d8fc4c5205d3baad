"""Sections of the report that say what the estimates stand on, and where they fail."""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.evaluate import words
from tasks.evaluate.allowed import P_STEP
from tasks.evaluate.error_rates import ErrorRate, is_covered, right, worlds
from tasks.evaluate.sensitivity import MOST
from tasks.evaluate.specification import Specification

Row = Mapping[str, Any]
Section = dict[str, Any]


def holds_up_to(row: Row, sensitivity: Sequence[Row]) -> str:
    """Return the breakdown value beside an estimate; ``not known`` without an event study."""
    of = [
        one["breakdown"]
        for one in sensitivity
        if (one["outcome"], one["estimator"]) == (row["outcome"], row["estimator"])
    ]
    return _times(of[0]) if of else "not known"


def standing(sensitivity: Sequence[Row], spec: Specification) -> Section:
    """Return the section about departures from parallel trends."""
    return {
        "title": "What the estimates stand on",
        "texts": [
            "Estimates take it that without funding both groups of areas would have changed alike."
            " The breakdown value says how far that may be wrong: after funding the groups may part"
            " from one year to the next by so many times the most that they did before it, and the"
            " effect is still told from none. 0 means that it is not told from none even if they"
            f" did change alike; {MOST:g} times is the most tried (Rambachan and Roth, 2023).",
            "The two intervals are of the average of the years since funding, if the groups part"
            " by as much as they did before, and if they part along one straight line. Where the"
            " years before funding differ (p below 0.05), the estimate is doubtful; where they do"
            " not, the test may have missed a slope smaller than the one beside it, in per cent a"
            " year (Roth, 2022).",
        ],
        "charts": [],
        "tables": [
            {
                "caption": f"Sensitivity: {outcome.name.lower()}",
                "headers": [
                    "Estimator",
                    "Holds up to",
                    "If as before",
                    "If straight",
                    "p before",
                    "Slope found",
                ],
                "rows": [_standing(row) for row in sensitivity if row["outcome"] == outcome.key],
            }
            for outcome in spec.outcomes
            if any(row["outcome"] == outcome.key for row in sensitivity)
        ],
    }


def _standing(row: Row) -> list[str]:
    return [
        words.SHORT[row["estimator"]],
        _times(row["breakdown"]),
        _span(row["relative_lower"], row["relative_upper"]),
        _span(row["straight_lower"], row["straight_upper"]),
        _p(row["pretrend_p"]),
        "none" if row["noticeable"] is None else f"{row['noticeable']:.1f}%",
    ]


def failing(rates: Sequence[ErrorRate], spec: Specification) -> Section:
    """Return the section about invented worlds in which intervals were right, and were not."""
    estimates = [name for name in words.SHORT if any(one.estimate == name for one in rates)]
    return {
        "title": "Where each estimate fails",
        "texts": [
            f"Panels were invented with a known effect (none, or {_planted(rates)}) and one"
            f" threat to the comparison, {max(rate.panels for rate in rates)} of each. An interval"
            f" of {spec.confidence:.0%} should hold the effect in {spec.confidence:.0%} of them."
            " Which of these worlds is ours cannot be known from the figures: a threat that is"
            " there makes an interval wrong as often as the table says.",
            *(covered_words(rates, name, spec) for name in estimates),
        ],
        "charts": [],
        "tables": [
            {
                "caption": "Intervals that were right, per cent of invented panels",
                "headers": ["World", *(words.SHORT[name] for name in estimates)],
                "rows": [
                    [
                        _capital(world),
                        *(f"{right(rates, name, world):.0f}" for name in estimates),
                    ]
                    for world in worlds(rates)
                ],
            }
        ],
    }


def covered_words(rates: Sequence[ErrorRate], estimate: str, spec: Specification) -> str:
    """Return which worlds an estimate's intervals are right in, and which not."""
    covered = {
        world: is_covered(rates, estimate, world, spec.confidence) for world in worlds(rates)
    }
    holds = [world for world, is_right in covered.items() if is_right]
    fails = [
        f"{world} (right in {right(rates, estimate, world):.0f}%)"
        for world, is_right in covered.items()
        if not is_right
    ]
    held = "; ".join(holds) or "none of these worlds"
    if not fails:
        return f"{words.ESTIMATORS[estimate]}: covered are all worlds tried."
    return f"{words.ESTIMATORS[estimate]}: covered are {held}. It fails with {'; '.join(fails)}."


def _planted(rates: Sequence[ErrorRate]) -> str:
    return words.signed(float(min(rate.planted for rate in rates))).replace(".0", "")


def _p(least: float | None) -> str:
    """The step that p lies in."""
    if least is None:
        return "none"
    return f"below {P_STEP:g}" if least == 0 else f"{least:.2f} or more"


def _times(value: float) -> str:
    return f"{value:g} times" if value < MOST else f"{value:g} times or more"


def _span(lower: int | None, upper: int | None) -> str:
    if lower is None or upper is None:
        return "none"
    return f"{words.signed(float(lower))} to {words.signed(float(upper))}".replace(".0%", "%")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
