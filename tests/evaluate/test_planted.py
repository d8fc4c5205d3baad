"""Planted effects are found as often as the intervals promise."""

from math import log

import pytest

from tests.bench.evaluation import (
    BY_LOT,
    ESTIMATORS,
    PLANTED,
    Found,
    alarms,
    coverage,
    measured,
)

PANELS = 200


@pytest.fixture(scope="module", params=[PLANTED, 0.0], ids=["-10 %", "none"])
def found(request: pytest.FixtureRequest) -> tuple[float, list[Found]]:
    return request.param, measured(request.param, PANELS)


@pytest.mark.slow
@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_intervals_hold_what_was_planted(found: tuple[float, list[Found]], estimator: str) -> None:
    planted, panels = found
    assert 0.90 <= coverage(panels)[estimator] <= 0.98
    if planted == 0:
        # A test by lot is of its nominal size, to two points.
        least, most = (0.03, 0.07) if estimator in BY_LOT else (0, 0.08)
        assert least <= alarms(panels)[estimator] <= most
    else:
        mean = sum(one.effects[estimator][2] for one in panels) / PANELS
        assert mean == pytest.approx(log(0.9), abs=0.01)
