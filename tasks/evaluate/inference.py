"""Intervals, p-values and the smallest effect that could have been found, by Student's t."""

from math import expm1

from tasks.evaluate.estimators import Effect


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


def percent(log_points: float) -> float:
    """Return the change in per cent that log points are."""
    return 100 * expm1(log_points)
