"""What pictures of forces compared draw and say."""

import re
from dataclasses import replace
from html import unescape
from itertools import combinations

import numpy as np
import pytest

from tasks.publish import design
from tasks.publish.compared import funnel, heat_map, ranking, rate_step
from tasks.publish.measures import (
    ALL_AGES,
    BOTH,
    ENGLAND,
    SHARP,
    Evidence,
    Measures,
    Month,
    Signal,
)
from tasks.publish.nowcast import Nowcast
from tasks.publish.pictures.funnel import funnel_picture
from tasks.publish.pictures.heat_map import heat_picture, step_of
from tasks.publish.pictures.multiples import multiples
from tasks.publish.pictures.ranked import ranked_rates
from tasks.publish.pictures.tile_map import tile_map
from tasks.publish.report.pictures import adjusted_values, month_picture, rolling_picture
from tests.publish.compared_measures import MAIN, measures_of, whole

MIXED = {
    "Alpha": whole(180),
    "Beta": whole(100),
    "Gamma": whole(30),
    "Hidden": whole("[c]"),
    "Small": whole(5),
    "Welsh": whole("[x]"),
}
UNLUCKY = {"Hidden": whole("[c]"), "Welsh": None}


def words_of(svg: str) -> list[str]:
    return [unescape(words) for words in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_a_tile_map_holds_each_rate_or_says_why_there_is_none() -> None:
    made = measures_of(MIXED)
    drawn = tile_map(made, ranking(made), "")
    words = words_of(drawn.svg)
    told = {name: words[words.index(name) + 1] for name in MIXED}
    assert told == {
        "Alpha": "18.0",
        "Beta": "10.0",
        "Gamma": "3.0",
        "Hidden": "hidden",
        "Small": "under 10",
        "Welsh": "no figure",
    }
    assert words[words.index("England") + 1] == "10.0"
    assert drawn.title == (
        "Alpha (18.0), Beta (10.0) and Gamma (3.0) have the highest rates; England's is 10.0"
    )
    assert drawn.note == (
        "No rate, as the figure is hidden: Hidden. No rate, as the figure is under 10: Small."
        " No figure for these months yet: Welsh."
    )
    assert "from 3.0 (Gamma) to 18.0 (Alpha)" in drawn.alt
    assert drawn.note in drawn.alt


def test_pictures_without_any_rate_say_so() -> None:
    made = measures_of(UNLUCKY)
    for drawn in (tile_map(made, ranking(made), ""), ranked_rates(ranking(made), "")):
        assert drawn.title == "No force has a figure that a rate can be made from"
        assert "hidden: Hidden. No figure for these months yet: Welsh." in drawn.alt


def test_the_same_rate_has_the_same_colour() -> None:
    rates = [5.0, 5.0, 5.0, 5.0, 9.0]
    assert [rate_step(rate, rates) for rate in rates] == [1, 1, 1, 1, 5]
    assert [rate_step(rate, [1, 2, 3, 4, 5]) for rate in (1, 2, 3, 4, 5)] == [1, 2, 3, 4, 5]
    assert rate_step(3.0, [3.0]) == 1


def test_ranked_rates_count_those_above_england() -> None:
    made = measures_of(MIXED)
    drawn = ranked_rates(ranking(made), "")
    assert drawn.title.startswith("1 of 3 forces have a higher rate than England's 10.0;")
    assert "18.0 (Alpha)" in drawn.alt
    assert [name for name in words_of(drawn.svg) if name in MIXED] == ["Alpha", "Beta", "Gamma"]


def test_a_funnel_names_the_forces_beyond_its_limits() -> None:
    made = funnel(measures_of(MIXED))
    assert made
    drawn = funnel_picture(made, "")
    assert drawn.title == (
        "1 of 3 forces have rates above, and 1 below, usual variation about England's 10.0"
    )
    assert (
        drawn.note == "Above the 99.8% limits: Alpha (18.0). Below the 99.8% limits: Gamma (3.0)."
    )
    assert drawn.note in drawn.alt
    assert {"Alpha", "Gamma"} <= set(words_of(drawn.svg))
    assert "Beta" not in words_of(drawn.svg)


def test_a_funnel_with_none_beyond_says_so() -> None:
    made = funnel(measures_of({"Alpha": whole(100), "Beta": whole(95)}))
    assert made
    assert funnel_picture(made, "").title == (
        "No force has a rate beyond usual variation about England's 10.0"
    )


@pytest.mark.parametrize(
    ("change", "step"),
    [(-100, 0), (-30, 0), (-29, 1), (-10, 1), (-9, 2), (0, 2), (9, 2), (10, 3), (29, 3), (30, 4)],
)
def test_changes_have_colours_by_their_size(change: int, step: int) -> None:
    assert step_of(change) == step


def quarters() -> Measures:
    made = measures_of(
        {
            "Alpha": whole(100, change=12),
            "Beta": whole(100, change=-31, status="provisional"),
            "Few": whole(30, earlier="40"),
            "Gamma": whole("[c]"),
        }
    )
    series = (SHARP, made.forces[3].code, ALL_AGES)
    earlier = whole(80, period="2023-09", change=4)
    return replace(made, wholes={**made.wholes, series: [earlier, *made.wholes[series]]})


def test_a_heat_map_writes_each_change_and_marks_what_is_hidden() -> None:
    drawn = heat_picture(heat_map(quarters()), "")
    words = words_of(drawn.svg)
    assert {"+12", f"{design.MINUS}31", "+4"} <= set(words)
    assert [word for word in words if word in ("Alpha", "Beta", "Gamma", "Few")] == [
        "Alpha",
        "Beta",
        "Gamma",
    ]
    assert drawn.title == (
        "In the 12 months ending December 2023, 1 of 2 forces rose and 1 fell by 10% or more on a"
        " year earlier"
    )
    assert f"From +12% (Alpha) to {design.MINUS}31% (Beta)." in drawn.alt
    assert drawn.note == (
        "From December 2023 on figures are provisional: a fall may be late coding. Not drawn, as no"
        " change can be told from figures hidden, under 50 or missing: Few."
    )
    key, cell = 1, 1
    hatching = f'stroke="{design.GREY}" stroke-width="0.75"'
    assert drawn.svg.count(hatching) == 4 * (key + cell)


def test_a_heat_map_without_any_change_says_so() -> None:
    assert heat_picture(heat_map(measures_of(UNLUCKY)), "").title == (
        "No force's change can be told in percent in the latest quarter"
    )


@pytest.mark.parametrize(
    ("named", "title"),
    [
        (0, "No force needs attention: the 6 forces of the highest rates"),
        (1, "1 force needs attention"),
        (12, "12 forces need attention"),
        (13, "13 forces need attention: the first 12"),
    ],
)
def test_small_charts_show_those_that_need_attention(named: int, title: str) -> None:
    made = measures_of({f"Force {number}": whole(100 + number) for number in range(20)})
    evidence = [Evidence(SHARP, *MAIN, has_risen=True, change=40)]
    attention = {force.code: evidence for force in made.forces[:named]}
    drawn = multiples(replace(made, attention=attention), "")
    assert drawn.title == title
    shown = [word for word in words_of(drawn.svg) if word.startswith("Force")]
    assert len(shown) == min(12, named or 6)
    assert all(f"{name}: " in drawn.alt for name in shown)
    assert " to Dec 2023." in drawn.alt


ENGLISH = (SHARP, ENGLAND, ALL_AGES)
YEAR = [f"2023-{month:02}" for month in range(1, 13)]
SIGNAL = Signal(
    300.0, 250.0, 350.0, [], [], 1, 1, YEAR[0], YEAR[-1], YEAR[-1], False, None, False
)  # fmt: skip


def england(**about: object) -> Measures:
    months = [Month(period, f"{301 + number}", 1, "final") for number, period in enumerate(YEAR)]
    return replace(measures_of({}), months={ENGLISH: months}, **about)


@pytest.mark.parametrize(
    ("signal", "title"),
    [
        (None, "England by month: too little is shown to say which months are unusual"),
        (SIGNAL, "England: every month since January 2023 varies as usual"),
        (replace(SIGNAL, above=["2023-03"]), "England: March 2023 lies above the upper limit"),
        (
            replace(SIGNAL, above=YEAR[:3], below=YEAR[3:]),
            "England: 12 months since January 2023 lie outside usual variation",
        ),
    ],
)
def test_the_trend_says_what_its_months_signal(signal: Signal | None, title: str) -> None:
    drawn = month_picture(england(signals={ENGLISH: signal} if signal else {}))
    assert drawn.title == title
    assert drawn.alt == f"Line chart: {title}. From 301 (Jan 2023) to 312 (Dec 2023)."
    assert "Apr 2023" in drawn.svg
    assert "season" not in drawn.note


def test_the_trend_has_the_months_without_their_season_where_one_is_known() -> None:
    seasons = {month: 1.1 if month > 6 else 0.9 for month in range(1, 13)}
    made = england(seasons=seasons)
    assert "without the season" in month_picture(made).note
    assert adjusted_values(made, made.months[ENGLISH])[::11] == pytest.approx(
        [301 / 0.9, 312 / 1.1]
    )
    assert adjusted_values(england(seasons=dict.fromkeys(seasons, 1.0)), made.months[ENGLISH]) == []


def test_the_trend_has_a_band_of_what_months_are_to_become_and_says_the_last() -> None:
    nowcast = Nowcast("2023-12", 312, 1340, 330, 350, 320, 1360, 0)
    drawn = month_picture(england(nowcasts={ENGLISH: [nowcast]}))
    assert drawn.alt.endswith("The last is expected to become 1,340.")
    assert "expected to become" in drawn.note
    assert "expected to become" not in month_picture(england()).alt


def test_a_trend_without_any_month_says_so() -> None:
    drawn = month_picture(measures_of({}))
    assert drawn.alt.endswith("No figure is shown.")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (-25, "3,939 in the 12 months ending December 2023, 25% fewer than in the year ending"),
        (4, "3,939 in the 12 months ending December 2023, 4% more than in the year ending"),
        (0, "3,939 admissions in the 12 months ending December 2023"),
        (None, "3,939 admissions in the 12 months ending December 2023"),
    ],
)
def test_the_front_pages_chart_says_the_change(change: int | None, words: str) -> None:
    both = (SHARP, BOTH, ALL_AGES)
    made = measures_of({})
    areas = {**made.areas, BOTH: replace(made.areas[ENGLAND], code=BOTH)}
    figure = replace(whole(3_939), change_on_baseline=change)
    drawn = rolling_picture(
        replace(
            made, areas=areas, wholes={both: [figure]}, main_periods={(SHARP, "national"): MAIN}
        )
    )
    assert drawn.title.startswith(words)
    assert drawn.alt.endswith("From 3,939 (Dec 2023) to 3,939 (Dec 2023).")


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize(("paper", "ink"), [*design.DIVERGING, *design.STEPS])
def test_numbers_read_on_their_colours(paper: str, ink: str) -> None:
    light, dark = sorted((luminance(paper), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


# Machado, Oliveira and Fernandes, A physiologically-based model for simulation of color vision
# deficiency (2009), severity 1.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(colour: str, seen: object) -> np.ndarray:
    parts = TO_XYZ @ np.clip(np.array(seen) @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(parts > 0.008856, np.cbrt(parts), 7.787 * parts + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_falls_and_rises_stay_apart_for_the_colour_blind(kind: str) -> None:
    seen = [lab(paper, BLINDNESS[kind]) for paper, _ in design.DIVERGING]
    apart = [np.linalg.norm(one - other) for one, other in combinations(seen, 2)]
    assert min(apart) >= 15  # some 2.3 can just be seen
