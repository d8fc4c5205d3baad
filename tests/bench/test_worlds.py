"""The worlds hold what their names say, and the bench sees a threat that is there."""

from math import log

import numpy as np
import numpy.typing as npt
import pytest

from tasks.evaluate.rolling import own_trends
from tests.bench.error_rates import Told, cases, rows
from tests.bench.evaluation import ESTIMATORS, PLANTED, first_wave
from tests.bench.worlds import WORLDS, Drawn, World, drawn_in

PANELS = 5


def world(name: str) -> World:
    return next(one for one in WORLDS if one.name == name)


def drawn(of: World, planted: float, number: int = 0) -> Drawn:
    return drawn_in(of, planted, np.random.default_rng((number, WORLDS.index(of))))


@pytest.mark.parametrize("of", WORLDS, ids=lambda of: of.name)
def test_nothing_planted_is_no_effect(of: World) -> None:
    assert (drawn(of, 0.0).by_admission, drawn(of, 0.0).by_area) == (0, 0)


@pytest.mark.parametrize(
    ("name", "by_admission", "by_area"),
    [
        ("no threat", log(0.9), log(0.9)),
        ("spillover", log(0.9), log(0.9)),
        ("anticipation", log(0.9), log(0.9)),
        ("one large force only", -0.04, log(0.9) / 18),
        ("staggered and unequal", -0.08, -0.08),
    ],
)
def test_the_effect_is_in_each_estimates_own_weights(
    name: str, by_admission: float, by_area: float
) -> None:
    found = drawn(world(name), PLANTED)
    assert found.by_admission == pytest.approx(by_admission, abs=0.04)
    assert found.by_area == pytest.approx(by_area, abs=0.03)


def test_a_trend_moves_who_takes_none_off_and_not_who_does() -> None:
    """As a ratio of what the same luck gives with the trend and without."""
    moved = np.abs(_estimates("trend of 1.5 % a year") - _estimates("no threat"))
    assert moved[0] > 0.05
    assert moved[0] > 5 * moved[1]


def _estimates(name: str) -> npt.NDArray[np.float64]:
    """Imputation, and own trends subtracted: the means of a few panels."""
    panels = [
        drawn_in(world(name), 0.0, np.random.default_rng(number)).panel for number in range(PANELS)
    ]
    return np.array(
        [
            np.mean([ESTIMATORS["imputation"](panel)["effect"] / 100 for panel in panels]),
            np.mean([own_trends(first_wave(panel)).value for panel in panels]),
        ]
    )


def test_every_world_is_measured_once_with_an_effect_where_its_threat_is_to_one() -> None:
    assert [of.name for of, _ in cases()] == [of.name for of in WORLDS]
    assert {of.name for of, planted in cases() if planted} == {
        "spillover",
        "anticipation",
        "one large force only",
        "staggered and unequal",
    }


def test_rows_are_shares_of_panels() -> None:
    told = [{"poisson": Told(True, False, 0.02)}, {"poisson": Told(False, False, 0.04)}]
    assert list(rows(WORLDS[0], 0.0, told)) == [("no threat", 0, "poisson", 2, 50.0, 0.0, 3.0)]
