"""The first page in words: every sentence on cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tasks.publish.brief import brief, different_ends
from tasks.publish.measures import (
    ALL_AGES,
    ALL_ASSAULT,
    BOTH,
    ENGLAND,
    FORCE,
    NATIONAL,
    SHARP,
    Evidence,
    Measures,
    Signal,
    read_measures,
)
from tasks.publish.nowcast import Nowcast
from tasks.publish.release_content import Content, read_content
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, all_figures, release_of, store

MET, WELSH = "E23000001", "W15000001"
CALM = Signal(300, 200, 400, [], [], 3, 1, "2021-04", "2023-03", "2024-01", True, "Covid-19", False)
CHART = (SHARP, ENGLAND, ALL_AGES)
Made = Callable[..., tuple[Content, Measures]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Measures]:
    data = DataFolder(tmp_path_factory.mktemp("data"))
    data.prepare()
    store(data, release_of(all_figures()))
    with release_store(data) as connection:
        return read_content(connection, MONTH, 1), read_measures(connection, MONTH, 1)


@pytest.fixture
def made(release: tuple[Content, Measures]) -> Made:
    content, measures = release

    def changed(of_content: Mapping[str, Any] | None = None, **of_measures: Any) -> Any:
        calm: dict[str, Any] = {"signals": {CHART: CALM}, "tested": {SHARP: 40}, "attention": {}}
        return replace(content, **(of_content or {})), replace(measures, **(calm | of_measures))

    return changed


def test_nothing_unusual(made: Made) -> None:
    told = brief(*made())
    assert told.unusual == (
        "Nothing unusual: England's months vary as usual. No force changed by more than usual"
        " variation."
    )
    assert told.attention == ["None: no force's change is more than usual variation."]


UP = Evidence(SHARP, "rolling_year", "2023-12", True, 31)
LATELY = Evidence(ALL_ASSAULT, "three months", "2024-01", True, 25)
DOWN = Evidence(SHARP, "year", "2022-23", False, None)


def test_forces_that_changed_are_named_with_their_evidence_those_that_rose_first(
    made: Made,
) -> None:
    told = brief(*made(attention={WELSH: [DOWN], MET: [UP, LATELY]}))
    assert told.unusual == (
        "Unusual: England's months vary as usual. 2 forces changed by more than usual variation."
    )
    assert told.attention == [
        "Metropolitan Police: sharp object up 31% in the 12 months ending December 2023 on a year"
        " earlier; all assault up 25% in the three months to January 2024 on the same months of the"
        " two years before.",
        "North Wales: sharp object down in the year ending March 2023 on a year earlier.",
    ]


@pytest.mark.parametrize(
    ("signal", "told"),
    [
        (
            replace(CALM, above=["2024-01"]),
            "Unusual: In England, January 2024 lies above the upper limit. No force",
        ),
        (
            replace(CALM, run=9, run_side=-1),
            "Unusual: In England, the last 9 months to January 2024 all lie below the mean. No",
        ),
    ],
)
def test_a_signal_of_england_is_unusual(made: Made, signal: Signal, told: str) -> None:
    assert brief(*made(signals={CHART: signal})).unusual.startswith(told)


def test_a_first_release_of_few_months_says_what_it_cannot_test(made: Made) -> None:
    told = brief(*made(signals={}, tested={}))
    assert told.unusual == (
        "Nothing unusual: England has too few months for a control chart. Whether a force's change"
        " is usual cannot be told yet: there are too few earlier years."
    )
    assert told.attention == [
        "It cannot be told yet: there are too few earlier years to know usual variation."
    ]


def test_what_cannot_be_said(made: Made) -> None:
    told = brief(*made())
    assert told.unsaid == (
        "What cannot be said: how high the latest months will be, as late cases of them are still"
        " to be coded; what happened in Wales after November 2023; how 41 of 43 forces stand, as"
        " their figures are hidden or missing."
    )


def test_wales_never_received(made: Made) -> None:
    content, measures = made()
    english = [file for file in content.inputs if file.country == "England"]
    told = brief(replace(content, inputs=english), measures)
    assert "; anything of Wales;" in told.unsaid


def test_all_hidden(made: Made) -> None:
    content, measures = made()
    hidden = {
        series: [replace(one, shown="[c]") for one in ones]
        for series, ones in measures.wholes.items()
    }
    told = brief(content, replace(measures, wholes=hidden))
    assert "how 43 of 43 forces stand" in told.unsaid


def test_tables_left_out_are_told(made: Made) -> None:
    told = brief(*made({"tables_left_out": ["PFA 12 months"]}))
    assert told.unsaid.endswith(
        "; new figures of the tables that this release leaves out, named in the notes."
    )


def test_with_enough_releases_the_latest_month_is_expected_to_come_to_an_interval(
    made: Made,
) -> None:
    nowcast = Nowcast("2024-01", 310, 335, 328, 342, 318, 355, 0)
    told = brief(*made(nowcasts={CHART: [nowcast]}))
    assert (
        "still to be coded (January 2024 of England, 310 so far, is expected to come to 318 to"
        " 355);" in told.unsaid
    )


def test_everything_there(made: Made) -> None:
    content, measures = made({"inputs": []})
    final = {
        series: [replace(month, status="final") for month in months]
        for series, months in measures.months.items()
    }
    force = measures.areas[MET]
    areas = {MET: force, ENGLAND: measures.areas[ENGLAND], BOTH: measures.areas[BOTH]}
    shown = {
        series: [replace(one, shown="100") for one in ones]
        for series, ones in measures.wholes.items()
    }
    told = brief(content, replace(measures, months=final, areas=areas, wholes=shown))
    assert told.unsaid == "All months and forces are there."


def test_months_that_figures_end_in_are_explained_where_they_differ(made: Made) -> None:
    _, measures = made(
        main_periods={
            (SHARP, NATIONAL): ("rolling_year", "2023-11"),
            (SHARP, FORCE): ("rolling_year", "2023-12"),
        }
    )
    assert different_ends(measures) == [
        "Figures end in different months: those of England and Wales in November 2023, which is as"
        " far as files for Wales go; those of forces in December 2023, as 12 months are shown at"
        " the ends of quarters; those of England alone in January 2024, the latest month received."
    ]


def test_months_that_are_the_same_are_not_explained(made: Made) -> None:
    _, measures = made(
        main_periods={
            (SHARP, NATIONAL): ("year", "2022-23"),
            (SHARP, FORCE): ("rolling_year", "2023-03"),
        }
    )
    months = [month for month in measures.months[CHART] if month.period <= "2023-03"]
    assert different_ends(replace(measures, months={CHART: months})) == []
