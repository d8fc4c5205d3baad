"""The identities that the counts of every drop hold."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable

import pytest

from tasks.store.statements import SQL
from tasks.synthesise import true_counts
from tests.synthesise.conftest import counted, table

# A final year and the months of a provisional one.
EXTRACT = "2013/14 M06"
FINE_AGES = [
    *("Under 16", "16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65 and over"),
    "Not known",
]
COUNTRIES = {"HES": ("E23", "E92000001", 39), "PEDW": ("W15", "W92000004", 4)}
SOURCES = pytest.mark.parametrize("source", ["HES", "PEDW"])
FORCE_MONTHS = "month by force"
FORCE_AGES = "month by force and age group"
FORCE_CATEGORIES = "month by force and age category"
LA_CATEGORIES = "month by local authority and age category"
YEAR_TABLES = ["year by force", "year by local authority", "year by sex", "year by age group"]


def reference(name: str) -> list[dict[str, str]]:
    with (SQL / "reference" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


FORCE_OF = {row["la_code"]: row["pfa_code"] for row in reference("local_authority")}
CURRENT_OF = {row["la_code"]: row["current_la_code"] for row in reference("local_authority")}
REGION_OF = {row["pfa_code"]: row["region_code"] for row in reference("police_force_area")}


def added(cells: Iterable[tuple[tuple[str, ...], int]]) -> dict[tuple[str, ...], int]:
    """Add the counts of equal keys; only what is above 0 is left."""
    sums: Counter[tuple[str, ...]] = Counter()
    for key, count in cells:
        sums[key] += count
    return {key: count for key, count in sums.items() if count}


def above_zero(counts: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    return {key: count for key, count in counts.items() if count}


def year_of(month: str) -> str:
    first = int(month[:4]) - (month[5:] < "04")
    return f"{first}-{(first + 1) % 100:02d}"


def forces(counts: dict[tuple[str, ...], int], prefix: str) -> dict[tuple[str, ...], int]:
    return {key: count for key, count in counts.items() if key[0].startswith(prefix)}


@SOURCES
def test_local_authorities_add_up_to_their_forces(source: str) -> None:
    counts = counted("all assault", source, EXTRACT)
    from_areas = added(
        ((FORCE_OF[area], *rest), count)
        for (area, *rest), count in table(counts, LA_CATEGORIES).items()
    )
    assert from_areas == above_zero(table(counts, FORCE_CATEGORIES))


@SOURCES
def test_age_groups_and_not_known_add_up_to_all_ages(source: str) -> None:
    counts = counted("monthly sharp object", source, EXTRACT)
    by_age = table(counts, FORCE_AGES)
    prefix = COUNTRIES[source][0]
    assert {key[2] for key in by_age} == set(FINE_AGES)
    assert added(((a, m), n) for (a, m, *_), n in by_age.items()) == added(
        ((a, m), n) for (a, m, *_), n in forces(table(counts, FORCE_MONTHS), prefix).items()
    )


@SOURCES
@pytest.mark.parametrize("name", [FORCE_CATEGORIES, LA_CATEGORIES])
def test_the_two_bands_are_at_most_all_ages(source: str, name: str) -> None:
    counts = table(counted("all assault", source, EXTRACT), name)
    gaps = [
        count
        - counts[area, month, "Under 25", sex, ethnicity]
        - counts[area, month, "25 and over", sex, ethnicity]
        for (area, month, age, sex, ethnicity), count in counts.items()
        if age == "All ages"
    ]
    assert min(gaps) == 0
    # An age is rarely not known, and sometimes it is.
    assert 0 < sum(gaps) < 0.01 * sum(counts.values())


@SOURCES
def test_sharp_objects_are_part_of_all_assault(source: str) -> None:
    band_of = dict.fromkeys(FINE_AGES[:3], "Under 25") | dict.fromkeys(
        FINE_AGES[3:8], "25 and over"
    )
    sharp = table(counted("monthly sharp object", source, EXTRACT), FORCE_AGES)
    everything = table(counted("all assault", source, EXTRACT), FORCE_CATEGORIES)
    bands = added(
        ((a, m, band, *rest), n)
        for (a, m, age, *rest), n in sharp.items()
        for band in {"All ages", band_of.get(age, "All ages")}
    )
    assert all(count <= everything[key] for key, count in bands.items())
    assert sum(bands.values()) < sum(everything.values()) / 3


@SOURCES
def test_sharp_objects_of_a_local_authority_are_part_of_all_assault(source: str) -> None:
    sharp = table(counted("bi-annual sharp object", source, EXTRACT), "year by local authority")
    months = table(counted("all assault", source, EXTRACT), LA_CATEGORIES)
    years = added(
        ((a, year_of(m), *rest), n) for (a, m, *rest), n in months.items() if rest[0] == "All ages"
    )
    assert all(count <= years.get(key, 0) for key, count in sharp.items())


@SOURCES
def test_the_country_is_its_forces_and_its_residual(source: str) -> None:
    prefix, country, number_of_forces = COUNTRIES[source]
    counts = table(counted("monthly sharp object", source, EXTRACT), FORCE_MONTHS)
    parts = {key: n for key, n in counts.items() if key[0].startswith((prefix, "E99999999"))}
    residual = {"E99999999"} if source == "HES" else set()
    assert len({key[0] for key in parts} - residual) == number_of_forces
    assert residual <= {key[0] for key in parts}
    assert added(((key[1],), n) for key, n in parts.items()) == added(
        ((key[1],), n) for key, n in counts.items() if key[0] == country
    )


def test_only_month_by_force_of_hes_has_other_areas() -> None:
    areas = {key[1:3] for key in counted("monthly sharp object", "HES", EXTRACT)}
    other = {(name, area) for name, area in areas if not area.startswith("E23")}
    expected = ["W15000001", "W15000002", "W15000003", "W15000004"]
    expected += ["E99999999", "U", "X", "Y", "E92000001"]
    assert other == {(FORCE_MONTHS, area) for area in expected}
    assert {key[2][:3] for key in counted("all assault", "HES", EXTRACT)} <= {
        *("E23", "E06", "E07", "E08", "E09")
    }


def test_few_welsh_residents_are_treated_in_england() -> None:
    hes = forces(table(counted("monthly sharp object", "HES", EXTRACT), FORCE_MONTHS), "W15")
    pedw = forces(table(counted("monthly sharp object", "PEDW", EXTRACT), FORCE_MONTHS), "W15")
    assert all(count <= pedw[key] for key, count in hes.items())
    assert 0 < sum(hes.values()) < sum(pedw.values()) / 3


@SOURCES
def test_episodes_are_at_least_admissions(source: str) -> None:
    counts = counted("bi-annual sharp object", source, EXTRACT)
    names = {key[1] for key in counts}
    assert len(names) == 6
    for name in names:
        fae, fce = table(counts, name), table(counts, name, "FCE")
        assert fae.keys() == fce.keys()
        assert all(count <= fce[key] for key, count in fae.items())
        assert sum(fae.values()) < sum(fce.values())


@SOURCES
def test_bi_annual_regions_and_forces_equal_the_monthly_table(source: str) -> None:
    prefix, country, _ = COUNTRIES[source]
    months = forces(table(counted("monthly sharp object", source, EXTRACT), FORCE_MONTHS), prefix)
    bi_annual = counted("bi-annual sharp object", source, EXTRACT)
    assert above_zero(table(bi_annual, "month by region")) == added(
        ((REGION_OF[a] or country, *rest), n) for (a, *rest), n in months.items()
    )
    assert above_zero(table(bi_annual, "year by force")) == added(
        ((a, year_of(m), *rest), n) for (a, m, *rest), n in months.items()
    )


@SOURCES
def test_bi_annual_ages_equal_the_monthly_table(source: str) -> None:
    country = COUNTRIES[source][1]
    months = table(counted("monthly sharp object", source, EXTRACT), FORCE_AGES)
    years = table(counted("bi-annual sharp object", source, EXTRACT), "year by age group")
    assert above_zero(years) == added(
        ((country, year_of(m), *rest), n) for (_, m, *rest), n in months.items()
    )


@SOURCES
@pytest.mark.parametrize("measure", ["FAE", "FCE"])
def test_bi_annual_years_agree_whatever_they_are_broken_down_by(source: str, measure: str) -> None:
    counts = counted("bi-annual sharp object", source, EXTRACT)
    totals = [
        added(((key[1],), n) for key, n in table(counts, name, measure).items())
        for name in [*YEAR_TABLES, "year by ethnicity"]
    ]
    assert set(totals[0]) == {("2012-13",), ("2013-14",)}
    assert all(total == totals[0] for total in totals)


def test_final_years_of_both_sharp_datasets_agree_between_extracts() -> None:
    months = table(counted("monthly sharp object", "HES", "2013/14 M08"), FORCE_MONTHS)
    years = table(counted("bi-annual sharp object", "HES", EXTRACT), "year by force")
    final = {key: n for key, n in years.items() if key[1] == "2012-13"}
    assert above_zero(final) == added(
        ((a, "2012-13", *rest), n)
        for (a, m, *rest), n in forces(months, "E23").items()
        if year_of(m) == "2012-13"
    )


def test_original_local_authorities_add_up_to_those_of_today() -> None:
    original = table(counted("all assault", "HES", "2012/13 M03", "original"), LA_CATEGORIES)
    current = table(counted("all assault", "HES", "2012/13 M03"), LA_CATEGORIES)
    assert "E07000026" in {key[0] for key in original} - {key[0] for key in current}
    assert "E06000063" in {key[0] for key in current} - {key[0] for key in original}
    assert above_zero(current) == added(
        ((CURRENT_OF[a], *rest), n) for (a, *rest), n in original.items()
    )


@pytest.mark.parametrize(("source", "authorities"), [("HES", 296), ("PEDW", 22)])
def test_a_table_has_every_cell_zeros_included(source: str, authorities: int) -> None:
    counts = table(counted("all assault", source, "2012/13 M03"), LA_CATEGORIES)
    assert len(counts) == authorities * 3 * 3
    assert 0 in counts.values()


def test_levels_are_realistic() -> None:
    counts = table(counted("monthly sharp object", "HES", "2023/24 M10"), FORCE_MONTHS)
    metropolitan = [n for (a, m, *_), n in counts.items() if a == "E23000001"]
    city = [n for (a, m, *_), n in counts.items() if a == "E23000034"]
    years = added(((year_of(m),), n) for (a, m, *_), n in counts.items() if a == "E92000001")
    assert 75 < sum(metropolitan) / len(metropolitan) < 125
    assert max(metropolitan) < 220
    assert city.count(0) > len(city) / 2
    assert min(years, key=lambda year: years[year] * (12 / 10 if year == ("2023-24",) else 1)) == (
        "2020-21",
    )


def test_counts_are_the_same_on_every_machine() -> None:
    rows = true_counts("all assault", "HES", "2012/13 M03", seed=1)
    text = "\n".join(",".join(map(str, row)) for row in sorted(rows))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "83bdcc797cb2001d"
