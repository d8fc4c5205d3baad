"""What estimates stand on, as rows of the table of sensitivity.

Values are coarser than those of the estimates: they are further figures of the same counts, and one
count of a small force moves an event of a study by a per cent. Intervals are rounded outwards.
"""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

from tasks.evaluate.allowed import P_STEP, PER_CENT_STEP, SLOPE_STEP, STEP_DECIMALS
from tasks.evaluate.inference import percent
from tasks.evaluate.sensitivity import Study, breakdown, sensitivity
from tasks.evaluate.specification import Outcome, Specification

Row = dict[str, Any]


def sensitivity_row(
    outcome: Outcome, estimator: str, funded: int, study: Study, spec: Specification
) -> Row:
    """Return the row of an estimator that has an event study with a joint covariance."""
    found = sensitivity(study, spec)
    (relative_lower, relative_upper), (straight_lower, straight_upper) = map(
        _outwards, (found.relative, found.straight)
    )
    return {
        "outcome": outcome.key,
        "estimator": estimator,
        "funded_areas": funded,
        "breakdown": breakdown(study, spec),
        "relative_lower": relative_lower,
        "relative_upper": relative_upper,
        # Its errors do not keep their level where the test's do not.
        "straight_lower": straight_lower if study.has_test else None,
        "straight_upper": straight_upper if study.has_test else None,
        "pretrend_p": _step(found.pretrend_p, P_STEP, floor),
        "noticeable": None
        if found.noticeable is None
        else _step(percent(found.noticeable), SLOPE_STEP, ceil),
    }


def _step(value: float | None, step: float, to: Callable[[float], int]) -> float | None:
    return None if value is None else round(to(value / step) * step, STEP_DECIMALS)


def _outwards(interval: tuple[float, float]) -> tuple[int, int]:
    lower, upper = (percent(limit) / PER_CENT_STEP for limit in interval)
    return PER_CENT_STEP * floor(lower), PER_CENT_STEP * ceil(upper)
