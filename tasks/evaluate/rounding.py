"""Round percentages and p-values for publication.

A row's p and smallest detectable fall are functions of its rounded effect and interval; a p by lot
counts draws beside the rounded effect. Made from unrounded ones they would be further digits of the
same estimate, and narrow a count that is hidden.
"""

from typing import Any

from tasks.evaluate.estimators import Effect
from tasks.evaluate.inference import interval, p_value, percent, recovered, smallest_detectable
from tasks.evaluate.resampling import p_value as p_value_by_lot
from tasks.evaluate.specification import Specification

# To a hundredth: no decision hangs on less.
P_DECIMALS = 2


def shown_percent(log_points: float, spec: Specification) -> float:
    """Return log points as a rounded percentage, never -0.0."""
    return round(percent(float(log_points)), spec.decimals) + 0.0


def shown_percentages(effect: Effect, spec: Specification) -> dict[str, float]:
    """Return an effect and the limits of its interval."""
    lower, upper = interval(effect, spec.confidence)
    values = {"effect": effect.value, "lower": lower, "upper": upper}
    return {name: shown_percent(value, spec) for name, value in values.items()}


def shown_effect(effect: Effect, spec: Specification) -> dict[str, Any]:
    """Return an effect, its interval, and p and smallest detectable fall made from these."""
    row = shown_percentages(effect, spec)
    again = recovered(row, effect.clusters, spec)
    return {
        **row,
        "p": shown_p(p_value(again)),
        "smallest_detectable": shown_detectable(again, spec),
    }


def shown_with_draws(
    value: float,
    draws: Any,  # noqa: ANN401
    clusters: int,
    spec: Specification,
) -> dict[str, Any]:
    """Return a value, with interval and p from what its estimator gives with funding by lot.

    The interval reaches as far as the confidence level's share of ``draws`` (log points) does.
    """
    import numpy as np

    sizes = np.abs(draws)
    reach = float(np.quantile(sizes, spec.confidence))
    limits = {"effect": value, "lower": value - reach, "upper": value + reach}
    row = {name: shown_percent(limit, spec) for name, limit in limits.items()}
    again = recovered(row, clusters, spec)
    return {
        **row,
        "p": shown_p(p_value_by_lot(again.value, draws)),
        "smallest_detectable": shown_detectable(again, spec),
    }


def shown_detectable(effect: Effect, spec: Specification) -> float:
    """Return the smallest detectable fall, as a percentage above 0."""
    return -shown_percent(-smallest_detectable(effect, spec.confidence, spec.power), spec)


def shown_p(value: float) -> float:
    """Return a rounded p-value; 0.0 is one under 0.005."""
    return round(value, P_DECIMALS)
