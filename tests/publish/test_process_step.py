"""Where England's admissions step, and control charts start anew: by rules, on invented months."""

from collections.abc import Callable, Mapping
from math import cos, pi

import pytest

from tasks.publish.figure_words import signal_words
from tasks.publish.measures import ALL_AGES, ENGLAND, SHARP, Measures, Signal, read_measures
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, figures, store

MONTHS = [f"{2012 + (3 + n) // 12}-{(3 + n) % 12 + 1:02}" for n in range(142)]  # to January 2024
SERIES = (SHARP, ENGLAND, ALL_AGES)
MET = ("E23000001", "Metropolitan Police")
EVENT = "Covid-19 restrictions"
Steps = dict[str, str | None]


def months(level: Callable[[str], float], season: float = 0.08) -> list[int]:
    """Counts about a level, with a season and a little noise."""
    return [
        round(level(month) * (1 + season * cos(2 * pi * (n - 3) / 12)) + (-1) ** n * 3)
        for n, month in enumerate(MONTHS)
    ]


def measured(data: DataFolder, values: list[int], of_force: list[int] | None = None) -> Measures:
    rows = shown("national_month", (ENGLAND, "England"), values, 1)
    rows += shown("pfa_month", MET, of_force, 5) if of_force else []
    store(data, [{"cell_no": number, **row} for number, row in enumerate(rows, 1)])
    with release_store(data) as connection:
        return read_measures(connection, MONTH, 1)


def steps_of(data: DataFolder, values: list[int], of_force: list[int] | None = None) -> Steps:
    measured(data, values, of_force)
    with release_store(data) as connection:
        read_measures(connection, MONTH, 1)
        return dict(connection.execute("select period, event from process_step").fetchall())


def shown(table: str, area: tuple[str, str], values: list[int], base: int) -> list[Row]:
    about = figures(table, [area], MONTHS[-len(values) :])
    return [
        {**row, "shown": str(value), "rounding": str(base), "status": "final"}
        for row, value in zip(about, values, strict=True)
    ]


def stepped(at: Mapping[str, float]) -> Callable[[str], float]:
    """A level of 300 until a month, then what stands for it."""
    return lambda month: ([300.0] + [level for start, level in at.items() if month >= start])[-1]


@pytest.mark.parametrize(
    ("level", "steps"),
    [
        (stepped({}), {}),
        (stepped({"2020-04": 200}), {"2020-04": EVENT}),
        (stepped({"2020-04": 200, "2021-04": 290}), {"2020-04": EVENT, "2021-04": EVENT}),
        (stepped({"2016-09": 390}), {"2016-09": None}),
        (stepped({"2016-09": 345}), {}),  # 15 %
        (stepped({"2023-05": 200}), {"2023-05": None}),  # nine months
        (stepped({"2023-06": 200}), {}),  # eight: the step may be of the next month
        (lambda month: 250 * 1.1 ** (int(month[:4]) - 2012), {}),  # 10 % a year
    ],
)
def test_a_step_is_a_fifth_between_eight_months_and_the_eight_before(
    data: DataFolder, level: Callable[[str], float], steps: dict[str, str | None]
) -> None:
    assert steps_of(data, months(level)) == steps


def test_a_strong_season_is_no_step(data: DataFolder) -> None:
    assert steps_of(data, months(stepped({}), season=0.3)) == {}


def test_a_forces_own_figures_make_no_step(data: DataFolder) -> None:
    of_force = months(stepped({"2020-04": 100}))
    assert steps_of(data, months(stepped({})), of_force) == {}


def signal(data: DataFolder, values: list[int], of_force: list[int]) -> Signal:
    return measured(data, values, of_force).signals[SHARP, MET[0], ALL_AGES]


AFTER = stepped({"2020-04": 200, "2021-09": 300})  # 29 months to January 2024


def test_the_chart_of_every_area_starts_anew_at_englands_step(data: DataFolder) -> None:
    found = signal(data, months(AFTER), [100, 110] * 71)
    assert (found.first_period, found.baseline_to) == ("2021-09", "2023-01")
    assert (found.is_stepped, found.event) == (True, None)
    assert signal_words(found).endswith(
        "September 2021 to January 2023, from when England's figures last stepped to another level."
    )


def test_without_a_step_the_baseline_is_the_first_24_of_36_months(data: DataFolder) -> None:
    found = signal(data, months(stepped({})), [100, 110] * 71)
    assert (found.first_period, found.baseline_to) == ("2021-02", "2023-01")
    assert not found.is_stepped


@pytest.mark.parametrize(
    ("step", "baseline_to"),
    [("2022-02", "2023-01"), ("2022-08", "2023-07"), ("2023-02", "2024-01"), ("2023-03", None)],
)
def test_a_new_baseline_has_twelve_months_or_there_is_no_chart(
    data: DataFolder, step: str, baseline_to: str | None
) -> None:
    measures = measured(data, months(stepped({step: 200})), [100, 110] * 71)
    found = measures.signals.get((SHARP, MET[0], ALL_AGES))
    assert (found and found.baseline_to) == baseline_to


def test_a_month_of_the_baseline_outside_the_limits_is_marked(data: DataFolder) -> None:
    of_force = [100, 110] * 71
    of_force[MONTHS.index("2022-06")] = 200
    assert signal(data, months(stepped({})), of_force).above == ["2022-06"]


def test_a_month_before_the_step_is_not_judged(data: DataFolder) -> None:
    of_force = [100, 110] * 71
    of_force[MONTHS.index("2021-06")] = 10
    assert signal(data, months(AFTER), of_force).below == []
