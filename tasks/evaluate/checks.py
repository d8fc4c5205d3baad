"""Placebos and resampling of the Poisson estimate, as rows of the table of checks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tasks.evaluate import resampling
from tasks.evaluate.estimators import Effect, poisson
from tasks.evaluate.panel import before_funding, forces, spells
from tasks.evaluate.rounding import shown_effect, shown_percent, shown_with_draws
from tasks.evaluate.specification import Outcome, Specification

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
# A range of estimates is no test: it has no p.
NO_TEST: Row = {"p": None, "smallest_detectable": None}


def checks(
    outcome: Outcome, panel: "pd.DataFrame", main: Effect, spec: Specification
) -> Iterator[Row]:
    """Yield the rows of an outcome; ``main`` is its Poisson estimate as published."""
    table = resampling.table(spells(panel))
    by_lot = resampling.permuted(table, spec.permutations, spec.seed)
    in_space = resampling.permuted_among_untreated(table, spec.permutations, spec.seed)
    found = {
        "randomisation": shown_with_draws(main.value, main.error * by_lot, main.clusters, spec),
        # Of fewer areas than the estimate, which cannot be ranked among them.
        "placebo in space": _span(in_space, spec),
        "placebo in time": shown_effect(poisson(spells(before_funding(panel, spec))), spec),
        "leave one out": _row(main.value, resampling.leave_one_out(table), spec),
    }
    funded, _ = forces(panel)
    for check, row in found.items():
        yield {"outcome": outcome.key, "check": check, "funded_areas": funded, **row}


def _span(drawn: Any, spec: Specification) -> Row:  # noqa: ANN401
    """The interval that holds the confidence level's share of the draws."""
    import numpy as np

    share = [(1 - spec.confidence) / 2, (1 + spec.confidence) / 2]
    return _row(0.0, np.quantile(drawn, share), spec)


def _row(value: float, reach: Any, spec: Specification) -> Row:  # noqa: ANN401
    """A value between the least and the greatest, without the name of the force left out."""
    values = {"effect": value, "lower": reach.min(), "upper": reach.max()}
    return {name: shown_percent(one, spec) for name, one in values.items()} | NO_TEST
