"""What estimates stand on: bounds done by hand, error rates, and what a row of them discloses."""

from math import exp, floor, log

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tasks.evaluate.allowed import P_STEP, TABLES, require_allowed
from tasks.evaluate.panel import years
from tasks.evaluate.refusal import NotAllowedError
from tasks.evaluate.sensitivity import (
    MOST,
    Study,
    _as_library,
    _hotelling,
    breakdown,
    group_time_study,
    poisson_study,
    sensitivity,
)
from tasks.evaluate.sensitivity_rows import _step, sensitivity_row
from tasks.evaluate.specification import specification
from tests.bench.evaluation import expected, first_wave
from tests.evaluate.test_standing import ROW

SPEC = specification()
FREEDOM = 42
EVENTS = [-3, -2, 0, 1]


def study(effects: list[float], error: float = 0.001) -> Study:
    covariance = np.diag(np.full(len(EVENTS), error**2))
    found = _as_library(EVENTS, np.array(effects), covariance, FREEDOM)
    return Study(found, FREEDOM, has_test=True)


def hardly_noisy(effect: float) -> pd.DataFrame:
    frame = expected()
    factor = np.where(frame.month >= frame.starts, exp(effect), 1)
    counts = np.random.default_rng(2).poisson(1e5 * frame["level"] * factor)
    return frame.assign(count=counts)


def test_as_much_as_before_is_the_largest_change_year_upon_year() -> None:
    # Before: 0.02, 0.05, 0, so at most 0.05 a year; on average of two years 0.05 and 0.10.
    found = sensitivity(study([0.02, 0.05, -0.2, -0.2]), SPEC)
    reach = 0.075 + stats.t.ppf(0.975, FREEDOM) * 0.001 / 2**0.5
    assert found.relative == pytest.approx((-0.2 - reach, -0.2 + reach), abs=1e-6)


@pytest.mark.parametrize(
    ("effect", "value"), [(-0.1, 1.25), (0.1, 1.25), (-0.005, 0.0), (0.0, 0.0), (-0.9, MOST)]
)
def test_the_breakdown_is_where_the_interval_reaches_none(effect: float, value: float) -> None:
    # (0.1 - 0.0014) / 0.075 is 1.31.
    assert breakdown(study([0.02, 0.05, effect, effect]), SPEC) == value


def test_without_a_clear_effect_nothing_breaks_down() -> None:
    assert breakdown(study([0.02, 0.05, -0.1, -0.1], error=0.2), SPEC) == 0


def test_a_straight_line_is_taken_off() -> None:
    # 0.03 a year throughout, and an effect of -0.2.
    found = sensitivity(study([-0.06, -0.03, 0.03 - 0.2, 0.06 - 0.2]), SPEC)
    assert sum(found.straight) / 2 == pytest.approx(-0.2, abs=1e-3)
    assert found.straight[1] - found.straight[0] < 0.02


def test_the_years_before_funding_differ_as_often_as_they_should() -> None:
    rng = np.random.default_rng(1)
    draws = rng.multivariate_normal(np.zeros(5), np.eye(5) + 1, (2000, FREEDOM + 1))
    of = [(one.mean(axis=0), np.cov(one, rowvar=False) / (FREEDOM + 1)) for one in draws]
    assert np.mean([_hotelling(*one, FREEDOM) < 0.05 for one in of]) == pytest.approx(
        0.05, abs=0.015
    )
    assert np.mean([_hotelling(one[0] + 0.5, one[1], FREEDOM) < 0.05 for one in of]) > 0.15


def test_a_slope_that_the_test_would_miss_is_told() -> None:
    rough, fine = (sensitivity(study([0, 0, 0, 0], error), SPEC) for error in (0.05, 0.01))
    assert rough.noticeable
    assert fine.noticeable
    assert rough.noticeable == pytest.approx(5 * fine.noticeable, rel=1e-3)
    assert rough.pretrend_p == pytest.approx(1)


@pytest.mark.parametrize("effect", [log(0.5), 0.0])
def test_with_little_noise_both_studies_hold_the_effect(effect: float) -> None:
    panel = hardly_noisy(effect)
    for found in (poisson_study(years(panel, ())), group_time_study(first_wave(panel))):
        relative = sensitivity(found, SPEC).relative
        assert sum(relative) / 2 == pytest.approx(effect, abs=2e-3)


def test_a_row_says_less_than_its_study() -> None:
    row = sensitivity_row(SPEC.main, "group-time", 18, study([0.02, 0.05, -0.2, -0.2], 0.01), SPEC)
    require_allowed("sensitivity", [row], SPEC)
    assert (row["relative_lower"], row["relative_upper"]) == (-30, -10)  # -25.2 and -11.3


@pytest.mark.parametrize(
    ("p", "step"), [(0.049, 0.0), (0.05, 0.05), (0.153, 0.15), (0.874, 0.85), (1.0, 1.0)]
)
def test_p_is_the_least_of_its_step(p: float, step: float) -> None:
    assert _step(p, P_STEP, floor) == step
    assert _step(None, P_STEP, floor) is None
    row = {name: ROW[name] for name in TABLES["sensitivity"]} | {"pretrend_p": step}
    require_allowed("sensitivity", [row], SPEC)
    if p != step:
        with pytest.raises(NotAllowedError, match="pretrend_p"):
            require_allowed("sensitivity", [{**row, "pretrend_p": p}], SPEC)
