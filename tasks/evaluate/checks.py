"""Placebos and resampling of the Poisson estimate, as rows of the table of checks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tasks.evaluate import resampling
from tasks.evaluate.estimators import Effect, poisson
from tasks.evaluate.inference import p_value
from tasks.evaluate.panel import before_funding, forces, spells
from tasks.evaluate.rounding import shown_detectable, shown_p, shown_percent, shown_percentages
from tasks.evaluate.specification import Outcome, Specification

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def checks(
    outcome: Outcome, panel: "pd.DataFrame", main: Effect, spec: Specification
) -> Iterator[Row]:
    """Yield the rows of an outcome; ``main`` is its Poisson estimate."""
    table = resampling.table(spells(panel))
    by_lot = resampling.permuted(table, spec.permutations, spec.seed)
    in_space = resampling.permuted_among_untreated(table, spec.permutations, spec.seed)
    early = poisson(spells(before_funding(panel, spec)))
    found = {
        "randomisation": (
            _span(main.value, by_lot, spec),
            shown_p(resampling.p_value(main.value, by_lot)),
            shown_detectable(_spread(main, by_lot), spec),
        ),
        "placebo in space": (
            _span(0.0, in_space, spec),
            shown_p(resampling.p_value(main.value, in_space)),
            shown_detectable(_spread(main, in_space), spec),
        ),
        "placebo in time": (
            shown_percentages(early, spec),
            shown_p(p_value(early)),
            shown_detectable(early, spec),
        ),
        "leave one out": (_reach(main.value, resampling.leave_one_out(table), spec), None, None),
    }
    funded, _ = forces(panel)
    for check, (span, p, detectable) in found.items():
        yield {
            "outcome": outcome.key,
            "check": check,
            "funded_areas": funded,
            **span,
            "p": p,
            "smallest_detectable": detectable,
        }


def _spread(main: Effect, drawn: Any) -> Effect:  # noqa: ANN401
    """The estimate, with the standard deviation of the draws as its error."""
    return Effect(main.value, float(drawn.std()), main.clusters)


def _span(value: float, drawn: Any, spec: Specification) -> Row:  # noqa: ANN401
    """The interval that holds the confidence level's share of the draws."""
    import numpy as np

    share = [(1 - spec.confidence) / 2, (1 + spec.confidence) / 2]
    lower, upper = np.quantile(drawn, share)
    return _row(value, lower, upper, spec)


def _reach(value: float, drawn: Any, spec: Specification) -> Row:  # noqa: ANN401
    """The least and the greatest estimate, without the name of the force that was left out."""
    return _row(value, drawn.min(), drawn.max(), spec)


def _row(value: float, lower: float, upper: float, spec: Specification) -> Row:
    values = {"effect": value, "lower": lower, "upper": upper}
    return {name: shown_percent(one, spec) for name, one in values.items()}
