"""Residents of every mid-year: estimates as they are, and on straight lines between them."""

from datetime import date
from itertools import product

import pytest

from tasks.store.statements import statement
from tasks.store.stores import no_store
from tasks.store.variables import set_variables
from tests.publish.invented import reference

AGES = ("All ages", "Under 25", "25 and over")
Residents = dict[tuple[str, int, str], tuple[float, str]]


@pytest.fixture(scope="module")
def residents() -> Residents:
    """Residents and their basis, by area, mid-year and age, in a release of January 2026."""
    with no_store() as con:
        set_variables(con, release_month=date(2026, 1, 1))
        for name in ("03_area", "04_resident"):
            con.execute(statement(f"publish/measures/{name}"))
        rows = con.execute(
            "select area_code, mid_year, age, residents, basis from resident"
        ).fetchall()
    return {(area, year, age): (number, basis) for area, year, age, number, basis in rows}


# A mid-year without ages, and the ones with ages before and after it.
GAPS = [(2022, 2021, 2023), *((year, 2011, 2017) for year in range(2012, 2017))]
COLUMNS = dict(zip(AGES, ("population", "aged_under_25", "aged_25_and_over"), strict=True))


def test_estimates_are_used_as_they_are(residents: Residents) -> None:
    for row in reference("population"):
        for age, column in COLUMNS.items():
            found, basis = residents[row["pfa_code"], int(row["mid_year"]), age]
            assert (basis == "estimate") == (row[column] != "")
            assert not row[column] or found == int(row[column])


def test_what_lacks_is_on_the_straight_line_between_the_estimates_beside_it(
    residents: Residents,
) -> None:
    known = {(row["pfa_code"], int(row["mid_year"])): row for row in reference("population")}

    def share(force: str, year: int) -> float:
        return int(known[force, year]["aged_under_25"]) / int(known[force, year]["population"])

    for force in {force for force, _ in known}:
        before, after = (int(known[force, year]["population"]) for year in (2021, 2023))
        middle = int((before + after) / 2 + 0.5)
        assert residents[force, 2022, "All ages"] == (middle, "interpolated")
        for year, first, last in GAPS:
            part = (year - first) / (last - first)
            expected = share(force, first) * (1 - part) + share(force, last) * part
            total, young = (residents[force, year, age][0] for age in AGES[:2])
            assert residents[force, year, AGES[1]][1] == "interpolated"
            assert abs(young - expected * total) <= 0.5 + 1e-6


def test_the_last_estimate_is_held_as_far_as_a_release_needs_it(residents: Residents) -> None:
    for (area, year, age), (number, basis) in residents.items():
        if year > 2023:
            assert (number, basis) == (residents[area, 2023, age][0], "held")
    assert {year for _, year, _ in residents} == set(range(2011, 2026))


def test_ages_add_up_and_nations_are_the_sums_of_their_forces(residents: Residents) -> None:
    for area, year in {key[:2] for key in residents}:
        total, *bands = (residents[area, year, age][0] for age in AGES)
        assert total == sum(bands)
    for year, age in product(range(2011, 2026), AGES):
        england, wales, both = (
            residents[code, year, age][0] for code in ("E92000001", "W92000004", "K04000001")
        )
        forces = {
            key[0]: number for key, (number, _) in residents.items() if key[1:] == (year, age)
        }
        of_england = sum(forces[code] for code in forces if code.startswith("E23"))
        of_wales = sum(forces[code] for code in forces if code.startswith("W15"))
        assert (england, wales, both) == (of_england, of_wales, of_england + of_wales)
