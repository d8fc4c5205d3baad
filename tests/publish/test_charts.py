"""Charts of effects, which go either way."""

import re

import pytest

from tasks.publish.charts import Control, Estimate, Point, effect_chart, line_chart
from tasks.publish.measures import Signal
from tasks.publish.ticks import ticks_between


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


def test_a_line_chart_labels_the_points_that_it_is_told_to() -> None:
    points = [Point(label, 5) for label in ("Mar 2022", "Apr 2022", "May 2022", "Apr 2023")]
    chart = line_chart("", points, labelled="Apr")
    assert [label in chart for label in ("Mar 2022", "Apr 2022", "May 2022", "Apr 2023")] == [
        False,
        True,
        False,
        True,
    ]


def test_a_line_chart_holds_other_lines_and_the_band_within_its_scale() -> None:
    points = [Point("Apr 2022", 90), Point("May 2022", 95)]
    plain = line_chart("", points)
    adjusted = line_chart("", points, adjusted=[None, 130.0])
    expected = line_chart("", points, expected=[None, Estimate("May 2022", 110, 99, 171)])
    assert [">200<" in chart for chart in (plain, adjusted, expected)] == [False, False, True]
    assert [">150<" in chart for chart in (plain, adjusted, expected)] == [False, True, True]
    assert 'Z" fill=' in expected
    assert 'Z" fill=' not in plain


@pytest.mark.parametrize(
    ("above", "below", "run", "run_side", "letter"),
    [
        (["2023-12"], [], 1, 1, "H"),
        ([], ["2023-12"], 1, -1, "L"),
        (["2022-12"], [], 1, 1, ""),
        ([], [], 8, 1, "H"),
        ([], [], 8, -1, "L"),
        ([], [], 7, 1, ""),
    ],
)
def test_the_icon_says_whether_the_latest_months_are_unusual(
    above: list[str], below: list[str], run: int, run_side: int, letter: str
) -> None:
    signal = Signal(
        60, 40, 80, above, below, run, run_side, "2022-01", "2023-06", "2023-12",
        is_stepped=False, event=None, is_provisional=False,
    )  # fmt: skip
    control = Control(60, 40, 80, 0, special=signal.special)
    chart = line_chart("", [Point("Dec 2023", 60)], control)
    assert re.findall(r">([HL])</text>", chart) == ([letter] if letter else [])
