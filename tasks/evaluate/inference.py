"""Intervals, p-values and the smallest effect that could have been found, by Student's t."""

from collections.abc import Mapping
from math import expm1, log1p
from typing import Any

from tasks.evaluate.estimators import Effect
from tasks.evaluate.specification import Specification


def interval(effect: Effect, confidence: float) -> tuple[float, float]:
    """Return the limits of the confidence interval, on t with one less than the clusters."""
    from scipy import stats

    reach = float(stats.t.ppf((1 + confidence) / 2, effect.clusters - 1)) * effect.error
    return effect.value - reach, effect.value + reach


def p_value(effect: Effect) -> float:
    """Return the two-sided p-value of no effect."""
    from scipy import stats

    return 2 * float(stats.t.sf(abs(effect.value) / effect.error, effect.clusters - 1))


def smallest_detectable(effect: Effect, confidence: float, power: float) -> float:
    """Return the size of the fall (log points, above 0) found with ``power`` (Bloom, 1995)."""
    from scipy import stats

    freedom = effect.clusters - 1
    threshold = float(stats.t.ppf((1 + confidence) / 2, freedom))
    return (threshold + float(stats.t.ppf(power, freedom))) * effect.error


def recovered(row: Mapping[str, Any], clusters: int, spec: Specification) -> Effect:
    """Return what the published digits give: the effect and its error, in log points.

    Whatever else is printed of an estimate is computed from this. It then tells nothing that effect
    and interval do not tell already.

    Args:
        row: the rounded ``effect``, ``lower`` and ``upper``, in per cent.
        clusters: of the interval's Student's t.
        spec: names the confidence level and the decimals.
    """
    from scipy import stats

    half = 0.5 * 10**-spec.decimals
    effect, lower, upper = (
        log1p(max(row[name], half - 100) / 100) for name in ("effect", "lower", "upper")
    )
    reach = float(stats.t.ppf((1 + spec.confidence) / 2, clusters - 1))
    # Digits say nothing of an error smaller than their own.
    return Effect(effect, max((upper - lower) / (2 * reach), half / 100), clusters)


def percent(log_points: float) -> float:
    """Return the change in per cent that log points are."""
    return 100 * expm1(log_points)
