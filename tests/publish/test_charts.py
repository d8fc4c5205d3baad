"""Charts of effects, which go either way."""

import pytest

from tasks.publish.charts import Estimate, effect_chart, ticks_between


@pytest.mark.parametrize(
    ("least", "most", "ticks"),
    [
        (-12, 3, [-15, -10, -5, 0, 5]),
        (-3, -1, [-3, -2, -1, 0]),
        (2, 7, [0, 2, 4, 6, 8]),
        (0, 0, [0.0, 0.2]),
        (-40, 55, [-40, -20, 0, 20, 40, 60]),
    ],
)
def test_ticks_reach_both_ways_and_hold_no_effect(
    least: float, most: float, ticks: list[float]
) -> None:
    assert ticks_between(least, most) == ticks


def test_an_effect_chart_draws_intervals_or_a_line() -> None:
    bars = effect_chart("Chart: x.", [Estimate("1", -2.0, -5.0, 1.0), Estimate("2", 3.0)])
    line = effect_chart("Chart: x.", [Estimate("1", -2.0), Estimate("2", 3.0)])
    assert bars.count('stroke-width="3"') == 1
    assert bars.count("<circle") == line.count("<circle") == 2
    assert 'fill="none"' in line
    assert 'fill="none"' not in bars
    assert "\N{MINUS SIGN}2" in line
