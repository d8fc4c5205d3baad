"""What estimates stand on, as rows of the table of sensitivity."""

from typing import Any

from tasks.evaluate.inference import percent
from tasks.evaluate.rounding import shown_p, shown_percent
from tasks.evaluate.sensitivity import Study, breakdown, sensitivity
from tasks.evaluate.specification import Outcome, Specification

Row = dict[str, Any]


def sensitivity_row(
    outcome: Outcome, estimator: str, funded: int, study: Study, spec: Specification
) -> Row:
    """Return the row of an estimator that has an event study with a joint covariance."""
    found = sensitivity(study, spec)
    (relative_lower, relative_upper), (straight_lower, straight_upper) = (
        tuple(map(_whole, interval)) for interval in (found.relative, found.straight)
    )
    return {
        "outcome": outcome.key,
        "estimator": estimator,
        "funded_areas": funded,
        "breakdown": breakdown(study, spec),
        "relative_lower": relative_lower,
        "relative_upper": relative_upper,
        "straight_lower": straight_lower,
        "straight_upper": straight_upper,
        "pretrend_p": None if found.pretrend_p is None else shown_p(found.pretrend_p),
        "noticeable": None if found.noticeable is None else shown_percent(found.noticeable, spec),
    }


def _whole(log_points: float) -> int:
    # Coarser than the estimates, because it is one more figure of the same counts.
    return round(percent(log_points))
