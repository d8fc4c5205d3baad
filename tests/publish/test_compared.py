"""Forces compared: rates in order, what has none and why, a funnel's limits, quarters."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.publish.compared import (
    FEW,
    HIDDEN,
    MISSING,
    WATCHED,
    HeatCell,
    funnel,
    heat_map,
    ranking,
    watched,
)
from tasks.publish.measures import ALL_AGES, ENGLAND, SHARP, Evidence, Measures, Variation
from tests.publish.compared_measures import MAIN, measures_of, whole

POISSON = Variation(1.0, 0.0)


def test_rates_are_highest_first_and_ties_by_name() -> None:
    made = measures_of({"Beta": whole(80), "Alpha": whole(80), "Gamma": whole(160)})
    assert [one.force.name for one in ranking(made).rates] == ["Gamma", "Alpha", "Beta"]


@pytest.mark.parametrize(
    ("shown", "why"), [("[c]", HIDDEN), ("[c3]", HIDDEN), ("[x]", MISSING), ("0", FEW), ("5", FEW)]
)
def test_a_force_without_a_rate_is_told_with_the_reason(shown: str, why: str) -> None:
    made = measures_of({"Alpha": whole(80), "Beta": whole(shown)})
    ranked = ranking(made)
    assert [one.force.name for one in ranked.rates] == ["Alpha"]
    assert [area.name for area in ranked.because(why)] == ["Beta"]


def test_a_force_without_the_period_is_missing() -> None:
    made = measures_of({"Alpha": whole(80), "Beta": None})
    assert [area.name for area in ranking(made).because(MISSING)] == ["Beta"]


def test_without_any_figure_nothing_is_ranked() -> None:
    made = replace(measures_of({"Alpha": whole("[c]")}), main_periods={})
    assert (ranking(made).period, ranking(made).england, ranking(made).rates) == (None, None, [])
    assert funnel(made) is None


# England: 10 per 100,000. At a million residents Poisson's standard error is 1.
@pytest.mark.parametrize(
    ("value", "variation", "side"),
    [
        (100, POISSON, 0),
        (120, POISSON, 0),
        (125, POISSON, 1),  # even 123 is beyond 119.6
        (135, POISSON, 2),  # even 133 is beyond 130.9
        (80, POISSON, 0),  # 82 may be meant: inside 80.4
        (75, POISSON, -1),
        (65, POISSON, -2),
        (135, Variation(4.0, 0.0), 0),
        (135, Variation(1.0, 0.04), 0),
        (145, Variation(4.0, 0.0), 1),
    ],
)
def test_a_force_lies_outside_where_its_nearest_count_does(
    value: int, variation: Variation, side: int
) -> None:
    drawn = funnel(measures_of({"Alpha": whole(value)}, variation=variation))
    assert drawn
    assert [point.side for point in drawn.points] == [side]


def test_the_limits_are_those_of_the_normal_distribution() -> None:
    drawn = funnel(measures_of({"Alpha": whole(100)}, variation=POISSON))
    assert drawn
    last = drawn.limits[-1]
    assert last.residents == 1_000_000
    assert (last.lower, last.upper) == pytest.approx((8.04, 11.96), abs=0.001)
    assert (last.outer_lower, last.outer_upper) == pytest.approx((6.91, 13.09), abs=0.001)
    assert all(0 <= one.outer_lower <= one.lower <= 10 for one in drawn.limits)


# Counts that vary as the funnel supposes, rounded to 5: beyond the 95% and the 99.8% limits.
def beyond(ratio: float) -> tuple[float, float]:
    random = np.random.default_rng(26)
    means = 10 * np.tile([2, 3, 5, 8, 12, 20, 40], 6)
    sides = []
    for _ in range(60):
        levels = ratio * means * random.gamma(1 / 0.01, 0.01, len(means))
        counts = 5 * np.round(random.poisson(levels) / 5).astype(int)
        forces = {
            f"Force {number}": whole(int(count), residents=int(mean * 10_000))
            for number, (mean, count) in enumerate(zip(means, counts, strict=True))
        }
        drawn = funnel(measures_of(forces, variation=Variation(1.0, 0.01)))
        assert drawn
        sides += [abs(point.side) for point in drawn.points]
    return float(np.mean(np.array(sides) >= 1)), float(np.mean(np.array(sides) == 2))


def test_few_forces_lie_outside_where_none_differs_and_most_do_that_have_twice_the_rate() -> None:
    outside, far_outside = beyond(1)
    assert 0.01 <= outside <= 0.05
    assert far_outside <= 0.004
    assert beyond(2)[1] >= 0.7


def test_there_is_no_funnel_before_usual_variation_is_known() -> None:
    assert funnel(measures_of({"Alpha": whole(100)}, variation=None)) is None


def test_changes_are_by_quarter_with_the_reason_where_there_is_none() -> None:
    made = measures_of({"Alpha": whole(100, change=-9)})
    earlier = [
        whole("[c]", period="2022-12", earlier="90"),
        whole(90, period="2023-03", earlier="[c1]"),
        whole(90, period="2023-06", earlier="40"),
        whole("[x]", period="2023-09", earlier="80"),
    ]
    code = made.forces[0].code
    series = (SHARP, code, ALL_AGES)
    made = replace(made, wholes={**made.wholes, series: [*earlier, *made.wholes[series]]})
    drawn = heat_map(made)
    assert drawn.periods == ["2022-12", "2023-03", "2023-06", "2023-09", "2023-12"]
    (row,) = drawn.rows
    reasons = [HeatCell(None, why) for why in (HIDDEN, HIDDEN, FEW, MISSING)]
    assert list(row[1]) == [*reasons, HeatCell(-9)]
    assert drawn.latest == [-9]


def test_a_financial_year_stands_at_its_march() -> None:
    made = measures_of({"Alpha": whole(100, change=3)})
    series = (SHARP, made.forces[0].code, ALL_AGES)
    year = whole(100, kind="year", period="2022-23", change=5)
    made = replace(made, wholes={**made.wholes, series: [year, *made.wholes[series]]})
    assert heat_map(made).periods == ["2023-03", "2023-12"]


def test_forces_without_any_change_are_left_out_of_the_map() -> None:
    drawn = heat_map(measures_of({"Alpha": whole(100, change=1), "Beta": whole("[c]")}))
    assert [force.name for force, _ in drawn.rows] == ["Alpha"]
    assert [force.name for force in drawn.left_out] == ["Beta"]


def test_forces_that_need_attention_are_watched_or_else_the_highest() -> None:
    made = measures_of({f"Force {number}": whole(100 + 20 * number) for number in range(8)})
    assert [one.force.name for one in watched(made)] == [f"Force {n}" for n in range(7, 1, -1)]
    assert len(watched(made)) == WATCHED
    evidence = [Evidence("X92-Y09", *MAIN, has_risen=True, change=40)]
    made = replace(made, attention={made.forces[1].code: evidence})
    assert [(one.force.name, one.cause) for one in watched(made)] == [("Force 1", "X92-Y09")]


def test_england_is_not_a_force() -> None:
    made: Measures = measures_of({"Alpha": whole(100)})
    assert ENGLAND not in {one.force.code for one in ranking(made).rates}
