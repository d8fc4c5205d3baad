"""The messages that titles say, on cases as data."""

from dataclasses import replace

import pytest

from tasks.publish.compared import funnel, ranking
from tasks.publish.measures import Evidence, Measures, Signal, Whole
from tasks.publish.slides.maps import steps
from tasks.publish.titles import (
    ages_title,
    attention_title,
    baseline_title,
    level_title,
    map_title,
    ranked_title,
    trend_title,
    vru_title,
)
from tests.publish.compared_measures import measures_of, whole

BASELINE = "the year ending March 2019"
SIGNAL = Signal(
    100.0, 80.0, 120.0, (), (), 1, 1, "2021-04", "2023-03", "2024-01", False, None, False
)  # fmt: skip


def figure(change: int | None, verdict: str = "usual", shown: int | str = 1_210) -> Whole:
    made = whole(shown, kind="rolling_year", period="2023-11", change=change)
    return replace(
        made, chance_on_year=verdict, change_on_baseline=change, chance_on_baseline=verdict
    )


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        (figure(-4), "November 2023, 4% fewer than a year earlier, within usual variation"),
        (figure(-4, "untested"), "the year ending November 2023, 4% fewer than a year earlier"),
        (figure(4, "clear"), "the year ending November 2023, 4% more than a year earlier"),
        (figure(-4, "unfinished"), "November 2023, so far 4% fewer than a year earlier"),
        (figure(0), "November 2023, about as many as a year earlier, within usual variation"),
        (figure(None), "the year ending November 2023"),
    ],
)
def test_the_level_beside_a_year_earlier(found: Whole, ends: str) -> None:
    for title in (level_title("England", found), ages_title("Under 25", "England", found)):
        assert "1,210 admissions" in title
        assert title.endswith(ends)


def test_without_a_figure_titles_say_so() -> None:
    assert level_title("England", None) == "England: no 12 months of figures in this release"
    assert "no 12 months" in ages_title("Under 25", "England", None)
    assert baseline_title("England", figure(None), BASELINE).endswith("can be told")
    assert baseline_title("England", None, BASELINE).endswith("can be told")


def test_the_level_beside_the_baseline() -> None:
    assert baseline_title("Wales", figure(-25, "unfinished"), BASELINE) == (
        f"Wales: so far 25% fewer than {BASELINE}, in the year ending November 2023"
    )


@pytest.mark.parametrize(
    ("signal", "title"),
    [
        (None, "Wales by month: too little is shown to say which months are unusual"),
        (SIGNAL, "Wales: every month since April 2021 varies as usual"),
        (replace(SIGNAL, above=["2023-01"]), "Wales: January 2023 lies above the upper limit"),
        (
            replace(SIGNAL, above=["2022-07", "2022-08"], below=["2023-01"]),
            "Wales: July 2022 and August 2022 lie above the upper limit; January 2023 lies below"
            " the lower limit",
        ),
        (
            replace(SIGNAL, above=["2022-06", "2022-07", "2022-08"], below=["2023-01"]),
            "Wales: 4 months since April 2021 lie outside usual variation",
        ),
        (
            replace(SIGNAL, run=8, run_side=-1),
            "Wales: the last 8 months to January 2024 all lie below the mean",
        ),
    ],
)
def test_which_months_are_unusual(signal: Signal | None, title: str) -> None:
    assert trend_title("Wales", signal) == title


@pytest.mark.parametrize(
    ("forces", "ends"),
    [
        (0, "none changed by more than usual variation"),
        (1, "Alpha"),
        (3, "Alpha, Beta and Gamma"),
        (4, "Alpha, Beta and 2 more"),
    ],
)
def test_who_needs_attention(forces: int, ends: str) -> None:
    made = measures_of(dict.fromkeys(("Alpha", "Beta", "Gamma", "Delta"), whole(100)))
    evidence = [Evidence("X99", "rolling_year", "2023-12", True, 30)]
    named = {force.code: evidence for force in made.forces[:forces]}
    told = attention_title(replace(made, attention=named))
    assert told == f"Forces that need attention: {ends}"


def test_attention_cannot_be_told_without_earlier_years() -> None:
    title = attention_title(replace(measures_of({}), tested={}))
    assert title == "Forces that need attention: it cannot be told yet"


def compared(**values: int | str) -> Measures:
    return measures_of({name: whole(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        (compared(Alpha=100), "no force lies far from it"),
        (compared(Alpha=200), "Alpha lies far above it"),
        (
            compared(Alpha=200, Beta=30, Gamma=35),
            "Alpha lies far above it, 2 forces lie far below it",
        ),
    ],
)
def test_who_lies_far_from_england(made: Measures, ends: str) -> None:
    rate = "England's rate is 10.0 per 100,000 residents"
    assert ranked_title(funnel(made)) == f"{rate}: {ends}"


def test_rates_that_nothing_is_known_of() -> None:
    hidden = compared(Alpha="[c]")
    assert map_title(ranking(hidden)) == "No force has a figure that a rate can be made from"
    assert ranked_title(funnel(hidden)) == "Forces' rates in order, with their 95% intervals"
    assert vru_title(hidden, [("VRU areas", []), ("other areas", [])]).endswith("to compare")


def test_the_highest_rates_are_named() -> None:
    title = map_title(ranking(compared(Alpha=100, Beta=300, Gamma=200, Delta=50)))
    assert title == "Admission rates are highest in Beta, Gamma and Alpha"


@pytest.mark.parametrize(
    ("rates", "of"),
    [
        ([], {}),
        ([3.0], {3.0: 0}),
        ([1.0, 2.0, 3.0, 4.0, 5.0], {1.0: 0, 2.0: 1, 3.0: 2, 4.0: 3, 5.0: 4}),
        ([1.0, 1.0, 1.0, 1.0, 5.0], {1.0: 0, 5.0: 4}),  # alike in rate, alike in colour
    ],
)
def test_colours_are_fifths_of_the_rates(rates: list[float], of: dict[float, int]) -> None:
    assert steps(rates) == of
