"""Residents of each force by mid-year: every force, sums of ages, one census between two breaks."""

from collections import defaultdict
from itertools import pairwise

import pytest

from tests.publish.invented import reference

# England and Wales as the Office for National Statistics gave it (mid-2023 to the nearest 100).
KNOWN = {
    "2011": 56_170_927,
    "2012": 56_567_796,
    "2013": 56_948_229,
    "2014": 57_408_654,
    "2015": 57_885_413,
    "2016": 58_381_217,
    "2017": 58_744_595,
    "2018": 59_115_809,
    "2019": 59_439_840,
    "2020": 59_719_724,
    "2021": 59_641_829,
    "2023": 60_854_727,
}
BANDS = ("aged_under_25", "aged_25_and_over")
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def population() -> Rows:
    return reference("population")


def test_every_force_has_its_residents_of_every_mid_year_once(population: Rows) -> None:
    forces = [row["pfa_code"] for row in reference("police_force_area")]
    found = [(row["mid_year"], row["pfa_code"]) for row in population]
    assert sorted(found) == sorted((year, force) for year in KNOWN for force in forces)


def test_forces_add_up_to_england_and_wales(population: Rows) -> None:
    totals: dict[str, int] = defaultdict(int)
    for row in population:
        totals[row["mid_year"]] += int(row["population"])
    assert totals == KNOWN


def test_ages_add_up_where_a_mid_year_has_them_and_have_them_for_every_force_or_none(
    population: Rows,
) -> None:
    has_ages = {(row["mid_year"], row[band] != "") for row in population for band in BANDS}
    assert len(has_ages) == len(KNOWN)
    with_ages = [row for row in population if row[BANDS[0]]]
    assert {row["mid_year"] for row in with_ages} == KNOWN.keys() - {
        "2012", "2013", "2014", "2015", "2016",
    }  # fmt: skip
    for row in with_ages:
        assert int(row["population"]) == sum(int(row[band]) for band in BANDS), row


def test_every_mid_year_names_its_estimate_and_the_census_that_it_starts_from() -> None:
    estimates = {row["mid_year"]: row["census"] for row in reference("population_estimate")}
    assert estimates.keys() == KNOWN.keys()
    # tasks/publish/design.py tells readers of this break.
    assert [year for year, census in estimates.items() if census == "2021"] == ["2021", "2023"]
    assert set(estimates.values()) == {"2011", "2021"}


def test_no_gap_that_is_interpolated_reaches_over_a_census(population: Rows) -> None:
    census = {row["mid_year"]: row["census"] for row in reference("population_estimate")}
    with_ages = sorted({row["mid_year"] for row in population if row[BANDS[0]]})
    gaps = [pair for pair in pairwise(with_ages) if int(pair[1]) - int(pair[0]) > 1]
    assert gaps == [("2011", "2017"), ("2021", "2023")]
    assert all(census[before] == census[after] for before, after in gaps)


@pytest.mark.parametrize("column", ["population", *BANDS])
def test_residents_change_little_from_one_estimate_to_the_next(
    population: Rows, column: str
) -> None:
    """A slip of a digit or of a row would be far more; the City of London moves by half."""
    by_force: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in population:
        if row[column] and row["pfa_code"] != "E23000034":
            by_force[row["pfa_code"]].append((int(row["mid_year"]), int(row[column])))
    for force, found in by_force.items():
        for (before, one), (after, other) in pairwise(sorted(found)):
            assert abs(other / one - 1) < 0.05 + 0.01 * (after - before), (force, before, after)
