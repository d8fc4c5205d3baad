"""Which changes are more than usual variation: by rules, on invented histories of all forces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from scipy.stats import norm

from tasks.publish.brief import attention_lines
from tasks.publish.figure_words import change_on_year
from tasks.publish.headlines import chance_headline, forces_headlines
from tasks.publish.measures import ALL_AGES, SHARP, Measures, Whole, read_measures
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, figures, reference, store

YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2016, 2023)]
FORCES = [(row["pfa_code"], row["pfa_name"]) for row in reference("police_force_area")]
MET, NEXT = FORCES[0], FORCES[1]


def shown(
    table: str, force: tuple[str, str], periods: Sequence[str], values: Sequence[int]
) -> list[Row]:
    return [
        {**row, "shown": str(value), "rounding": "5", "status": "final"}
        for row, value in zip(figures(table, [force], list(periods)), values, strict=True)
    ]


def steady(changed: Mapping[str, Sequence[int]]) -> list[Row]:
    """Years of all forces: larger and larger, each about its own level, but for those named."""
    rows = []
    for number, force in enumerate(FORCES):
        level = 100 + 10 * number
        values = [level + 5 * ((number + year) % 3 - 1) for year in range(len(YEARS))]
        rows += shown("pfa_year", force, YEARS, changed.get(force[0], values))
    return rows


def measured(data: DataFolder, rows: list[Row]) -> Measures:
    store(data, [{"cell_no": number, **row} for number, row in enumerate(rows, 1)])
    with release_store(data) as connection:
        return read_measures(connection, MONTH, 1)


def last(measures: Measures, force: tuple[str, str] = MET) -> Whole:
    whole = measures.whole((SHARP, force[0], ALL_AGES), ("year", YEARS[-1]))
    assert whole is not None
    return whole


@pytest.mark.parametrize("score", [0, 0.5, 1, 1.96, 3, 5, 7])
def test_p_values_are_those_of_a_normal(score: float) -> None:
    connection = duckdb.connect()
    connection.execute(statement("publish/measures/06_normal"))
    ((p,),) = connection.execute("select two_sided_p(?)", [score]).fetchall()
    assert p == pytest.approx(2 * norm.sf(score), abs=2e-7)


# Forces that keep to their levels vary less than Poisson counts, so those are the least allowed:
# 400 to x differ by 1.96 standard errors at 459; of 43 tested together the least p must be 0.0012.
@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (400, "usual"),
        (460, "usual"),
        (500, "usual"),
        (505, "clear"),
        (305, "clear"),
        (310, "usual"),
    ],
)
def test_a_change_is_clear_beyond_what_one_of_all_forces_makes_by_chance(
    data: DataFolder, value: int, verdict: str
) -> None:
    whole = last(measured(data, steady({MET[0]: [400] * 6 + [value]})))
    assert whole.chance_on_year == verdict
    assert whole.chance_on_baseline == verdict


def test_many_clear_changes_lower_the_bar_for_each(data: DataFolder) -> None:
    alone = [400] * 6 + [490]
    assert last(measured(data, steady({MET[0]: alone}))).chance_on_year == "usual"
    data.release_store.unlink()
    others = {code: [400] * 6 + [800] for code, _ in FORCES[1:11]}
    assert last(measured(data, steady({MET[0]: alone, **others}))).chance_on_year == "clear"


def test_what_rounding_could_have_made_counts_for_nothing(data: DataFolder) -> None:
    rows = steady({MET[0]: [400] * 6 + [500]})
    for row in rows:
        row["rounding"] = "20" if row["area_code"] == MET[0] else row["rounding"]
    assert last(measured(data, rows)).chance_on_year == "usual"


def test_forces_that_vary_more_take_more_to_be_clear(data: DataFolder) -> None:
    up, down = [400, 480, 400, 480, 400, 480, 400], [480, 400, 480, 400, 480, 400, 480]
    wild = {code: (up, down)[number % 2] for number, (code, _) in enumerate(FORCES[1:])}
    assert (
        last(measured(data, steady({MET[0]: [400] * 6 + [520], **wild}))).chance_on_year == "usual"
    )


def test_without_enough_years_nothing_is_tested(data: DataFolder) -> None:
    rows = [row for row in steady({}) if row["area_code"] in {MET[0], NEXT[0]}]
    measures = measured(data, rows)
    assert last(measures).chance_on_year == "untested"
    assert chance_headline(measures).startswith("There are too few earlier years")
    assert attention_lines(measures)[0].startswith("It cannot be told yet")


def unfinished(rows: list[Row]) -> list[Row]:
    return [
        {**row, "status": "provisional" if row["period"] == YEARS[-1] else row["status"]}
        for row in rows
    ]


@pytest.mark.parametrize(
    ("value", "verdict"), [(700, "clear"), (410, "usual"), (390, "unfinished"), (200, "unfinished")]
)
def test_no_fall_is_told_of_an_unfinished_figure_beside_a_finished_one(
    data: DataFolder, value: int, verdict: str
) -> None:
    whole = last(measured(data, unfinished(steady({MET[0]: [400] * 6 + [value]}))))
    assert whole.chance_on_year == verdict
    told = change_on_year(whole)
    assert ("some or all of which may be late coding" in told) == (verdict == "unfinished")


@pytest.mark.parametrize(
    ("sequence", "earlier", "verdict"),
    # One made after this release tells nothing: this one is the same whenever it is written.
    [(0, ("395", True), "clear"), (2, ("405", False), "unfinished")],
)
def test_an_unfinished_figure_is_compared_with_what_was_released_a_year_before(
    data: DataFolder, sequence: int, earlier: tuple[str, bool], verdict: str
) -> None:
    now = unfinished(steady({MET[0]: [400] * 5 + [405, 200]}))
    before = [row for row in steady({MET[0]: [400] * 5 + [395, 0]}) if row["period"] < YEARS[-1]]
    store(data, [{"cell_no": number, **row} for number, row in enumerate(before, 1)])
    connection = duckdb.connect(str(data.release_store))
    year_before = date(MONTH.year - 1, MONTH.month, 1)
    connection.execute("update release set month = ?, sequence = ?", [year_before, sequence])
    connection.execute("update cell set month = ?", [year_before])
    connection.execute("update input set month = ?", [year_before])
    connection.close()
    whole = last(measured(data, now))
    assert (whole.earlier_shown, whole.is_as_released) == earlier
    assert whole.chance_on_year == verdict


def test_a_figure_of_the_release_of_a_year_before_is_told_as_such(data: DataFolder) -> None:
    whole = last(measured(data, steady({MET[0]: [400] * 5 + [395, 200]})))
    assert change_on_year(replace(whole, is_as_released=True)) == (
        "49% fewer than a year earlier (395 in the release of a year before), a clear change"
    )


def test_forces_are_counted_by_what_can_be_said_of_them(data: DataFolder) -> None:
    rows = unfinished(steady({MET[0]: [400] * 6 + [800], NEXT[0]: [400] * 6 + [390]}))
    measures = measured(
        data,
        [row for row in rows if row["area_code"] in {MET[0], NEXT[0]} or row["period"] < YEARS[-1]],
    )
    told = forces_headlines(measures, [measures.areas[MET[0]], measures.areas[NEXT[0]]])
    assert told == [
        "Of 2 forces, 1 rose and 0 fell by more than usual variation on a year earlier; 0 changed"
        " within it.",
        "For 1 a fall may only be late coding: their latest months are not finished.",
    ]


def test_forces_that_need_attention_are_named_with_their_evidence(data: DataFolder) -> None:
    measures = measured(data, steady({MET[0]: [400] * 6 + [300], NEXT[0]: [400] * 6 + [600]}))
    assert attention_lines(measures) == [
        f"{NEXT[1]}: sharp object up 50% in the year ending March 2023 on a year earlier.",
        f"{MET[1]}: sharp object down 25% in the year ending March 2023 on a year earlier.",
    ]


def test_the_latest_months_are_held_to_the_same_months_of_two_years(data: DataFolder) -> None:
    months = [f"{2021 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
    values = [100 + 20 * (n % 12 in (9, 10, 11)) for n in range(36)]  # a season of its own
    quiet = shown("pfa_month", MET, months, values)
    risen = shown("pfa_month", NEXT, months, [*values[:-3], 200, 200, 200])
    measures = measured(data, [*steady({}), *quiet, *risen])
    assert attention_lines(measures) == [
        f"{NEXT[1]}: sharp object up 67% in the three months to December 2023 on the same months of"
        " the two years before."
    ]
