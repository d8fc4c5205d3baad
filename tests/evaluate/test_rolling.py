"""What differs between areas before funding, and is taken into account: exact without noise."""

import numpy as np
import pandas as pd
import pytest

from tasks.evaluate.estimators import imputation
from tasks.evaluate.panel import FIRST_WAVE
from tasks.evaluate.rolling import level_adjusted, levels, own_trends

EFFECT = -0.1
PANELS = 15


def made(noise: float = 0.0, seed: int = 3) -> pd.DataFrame:
    """Forty areas over ten years: the higher an area's level, the more likely it is funded."""
    rng = np.random.default_rng(seed)
    level = np.sort(rng.normal(3, 0.5, 40))
    units = pd.DataFrame(
        {
            "unit": [f"U{number:02}" for number in range(40)],
            "of_unit": level,
            "slope": rng.normal(0.02, 0.01, 40) + 0.02 * (level > 3),
            "start": np.where(np.arange(40) % 3 == 0, 0, FIRST_WAVE) * (np.arange(40) > 15),
        }
    )
    frame = units.assign(cluster=units.unit).merge(
        pd.DataFrame({"time": np.arange(2013, 2023)}), how="cross"
    )
    funded = (frame.start > 0) & (frame.time >= frame.start)
    outcome = frame.of_unit + EFFECT * funded + rng.normal(0, noise, len(frame))
    return frame.assign(outcome=outcome)


def test_an_areas_own_straight_line_is_taken_off() -> None:
    frame = made()
    sloped = frame.assign(outcome=frame.outcome + frame.slope * (frame.time - 2013))
    assert own_trends(sloped).value == pytest.approx(EFFECT, abs=1e-9)
    assert imputation(sloped).value > EFFECT + 0.02  # what it is taken off for


def test_what_follows_the_level_is_taken_off() -> None:
    frame = made()
    fell = frame.assign(outcome=frame.outcome - 0.1 * frame.of_unit * (frame.time >= FIRST_WAVE))
    adjusted = level_adjusted(fell.assign(level=fell.of_unit))
    assert adjusted.value == pytest.approx(EFFECT, abs=1e-9)
    assert imputation(fell).value < EFFECT - 0.02


def test_errors_are_of_as_many_units() -> None:
    effect = own_trends(made(0.05))
    assert effect.clusters == 40
    assert abs(effect.value - EFFECT) < 3 * effect.error < 0.2


def test_the_level_is_the_rate_of_years_that_are_not_compared() -> None:
    frame = made()
    panel = pd.DataFrame({"area_code": frame.unit.unique(), "residents": 1000.0})
    found = levels(frame.assign(outcome=frame.outcome + 9 * (frame.time >= 2016)), panel)
    assert found.level.to_numpy() == pytest.approx(found.of_unit - np.log(1000))
    assert found.time.min() == 2016


def test_chance_in_the_level_is_no_effect() -> None:
    """Areas high by chance fall back: where the level is of the same years, that is an effect."""
    same, apart = zip(*(_of_same_years_and_apart(seed) for seed in range(PANELS)), strict=True)
    error = np.std(apart) / PANELS**0.5
    assert np.mean(same) > EFFECT + 3 * error
    assert np.mean(apart) == pytest.approx(EFFECT, abs=3 * error)


def _of_same_years_and_apart(seed: int) -> tuple[float, float]:
    frame = made(0.5, seed)
    panel = pd.DataFrame({"area_code": frame.unit.unique(), "residents": 1000.0})
    level = frame[frame.time < FIRST_WAVE].groupby("unit").outcome.mean()
    same = level_adjusted(frame.assign(level=frame.unit.map(level)))
    return same.value, level_adjusted(levels(frame, panel)).value
