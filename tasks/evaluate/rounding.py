"""Round percentages and p-values for publication."""

from tasks.evaluate.allowed import P_DECIMALS
from tasks.evaluate.estimators import Effect
from tasks.evaluate.inference import interval, percent, smallest_detectable
from tasks.evaluate.specification import Specification


def shown_percent(log_points: float, spec: Specification) -> float:
    """Return log points as a rounded percentage, never -0.0."""
    return round(percent(float(log_points)), spec.decimals) + 0.0


def shown_percentages(effect: Effect, spec: Specification) -> dict[str, float]:
    """Return an effect and the limits of its interval."""
    lower, upper = interval(effect, spec.confidence)
    values = {"effect": effect.value, "lower": lower, "upper": upper}
    return {name: shown_percent(value, spec) for name, value in values.items()}


def shown_detectable(effect: Effect, spec: Specification) -> float:
    """Return the smallest detectable fall, as a percentage above 0."""
    return -shown_percent(-smallest_detectable(effect, spec.confidence, spec.power), spec)


def shown_p(value: float) -> float:
    """Return a rounded p-value."""
    return round(value, P_DECIMALS)
