"""The tables hold the true counts, whole, each once, on the boundaries of today."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.conform.conform import NoMonthError, conform
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.tables import Table, read_tables
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import Layout, true_counts, write_drop
from tests.hand_over.conftest import ALL_ASSAULT, BI_ANNUAL, EXTRACTS, SHARP

Row = dict[str, object]
COUNTED = {
    "sharp_object_pfa_month": (SHARP, {"month by force", "month by force and age group"}),
    "all_assault_pfa_month": (ALL_ASSAULT, {"month by force and age category"}),
    "all_assault_la_month": (ALL_ASSAULT, {"month by local authority and age category"}),
    "sharp_object_la_year": (BI_ANNUAL, {"year by local authority"}),
}
ENGLISH_LAS, ALL_LAS = 296, 318
# Months: 13 of England, 11 or 12 of Wales. Ages: all ages, two bands, nine groups; or three.
ROWS = {
    "sharp_object_pfa_month": (39 * 13 + 4 * 11) * 12,
    "all_assault_pfa_month": (39 * 13 + 4 * 12) * 3,
    "all_assault_la_month": (ENGLISH_LAS * 13 + (ALL_LAS - ENGLISH_LAS) * 12) * 3,
    "sharp_object_la_year": ENGLISH_LAS * 2,
}


def tables_of(data: DataFolder) -> dict[str, Table]:
    with secure_store(data) as connection:
        _, tables = read_tables(connection)
    return {table.name: table for table in tables}


def rows(table: Table) -> Iterator[Row]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


@pytest.fixture(scope="module")
def tables(received: DataFolder) -> dict[str, Table]:
    return tables_of(received)


@pytest.mark.parametrize("name", COUNTED)
def test_counts_are_those_that_were_delivered(tables: dict[str, Table], name: str) -> None:
    dataset, delivered = COUNTED[name]
    true = {
        (row.measure, row.area_code, str(row.period), row.age): row.value
        for dataset_of, source, extract in EXTRACTS
        if dataset_of == dataset
        for row in true_counts(dataset, source, extract)
        if row.delivered_table in delivered
        # Each country is counted by its own source.
        and row.area_code[0] == {"HES": "E", "PEDW": "W"}[source]
    }
    handed = {
        (row["measure"], row["area_code"], row["period"], row["age"]): row["count"]
        for row in rows(tables[name])
        if row["age_kind"] == "group"
        or name != "sharp_object_pfa_month"
        or row["age"] == "All ages"
    }

    assert len(handed) > 500
    assert handed == {key: true[key] for key in handed}


@pytest.mark.parametrize("name", ROWS)
def test_every_area_and_covered_period_is_there_once(tables: dict[str, Table], name: str) -> None:
    table = tables[name]
    keys = Counter(tuple(row[part] for part in table.key) for row in rows(table))

    assert len(table.rows) == ROWS[name]
    assert max(keys.values()) == 1


def test_bands_add_up_from_groups_and_all_ages_from_all(tables: dict[str, Table]) -> None:
    sums: Counter[tuple[object, object, str]] = Counter()
    under_25 = {"Under 16", "16-17", "18-24"}
    for row in rows(tables["sharp_object_pfa_month"]):
        at = row["area_code"], row["period"]
        if row["age_kind"] == "group":
            band = "Under 25" if row["age"] in under_25 else "25 and over"
            sums[*at, "All ages"] += row["count"]
            if row["age"] != "Not known":
                sums[*at, band] += row["count"]
        else:
            sums[*at, str(row["age"])] -= row["count"]

    assert set(sums.values()) == {0}


def test_what_was_not_delivered_in_a_covered_month_is_0(
    fresh: DataFolder, tables: dict[str, Table]
) -> None:
    with secure_store(fresh, read_only=False) as connection:
        connection.execute("delete from secure.conformed.count where frequency = 0")

    assert {name: table.rows for name, table in tables_of(fresh).items()} == {
        name: table.rows for name, table in tables.items()
    }


def test_every_row_names_a_vintage_that_is_listed(tables: dict[str, Table]) -> None:
    listed = {(row["dataset"], row["vintage"]) for row in rows(tables["vintage"])}

    for name, (dataset, _) in COUNTED.items():
        named = {(dataset, row["vintage"]) for row in rows(tables[name])}
        assert named <= listed
    assert (SHARP, "PEDW 2012-13 M11") in listed


def test_the_year_under_way_is_provisional(tables: dict[str, Table]) -> None:
    statuses = {
        (row["country_code"], row["period"]): row["status"]
        for row in rows(tables["all_assault_pfa_month"])
    }

    assert statuses["E92000001", "2013-04"] == "provisional"
    assert statuses["E92000001", "2013-03"] == "final"
    assert statuses["W92000004", "2013-03"] == "provisional"
    assert ("W92000004", "2013-04") not in statuses


@pytest.mark.slow
def test_codes_of_2012_are_handed_over_on_the_boundaries_of_today(
    data: DataFolder, drops: Path, tables: dict[str, Table]
) -> None:
    for dataset in (SHARP, ALL_ASSAULT):
        for path in write_drop(drops, dataset, "HES", "2012/13 M01", boundaries="original"):
            receive_drop(path, data)
    conform(data)
    handed = tables_of(data)["all_assault_la_month"]
    codes = {row["area_code"] for row in rows(handed)}

    assert len(codes) == ENGLISH_LAS
    assert codes <= {row["area_code"] for row in rows(tables["area"])}
    assert "E07000190" not in codes
    assert "E06000066" in codes
    # Nothing was delivered by year: the table is there, without rows.
    assert tables_of(data)["sharp_object_la_year"].rows == []


@pytest.mark.slow
def test_a_second_delivery_is_named(fresh: DataFolder, drops: Path) -> None:
    for path in write_drop(drops, SHARP, "HES", "2013/14 M01", Layout(orientation="long")):
        assert receive_drop(path, fresh).outcome == "landed"
    conform(fresh)
    named = {row["vintage"] for row in rows(tables_of(fresh)["sharp_object_pfa_month"])}

    assert named == {"HES 2013-14 M01 v2", "PEDW 2012-13 M11"}


def test_the_20_areas_with_a_unit(tables: dict[str, Table]) -> None:
    areas = {row["pfa_name"]: row for row in rows(tables["treatment"])}

    assert len(areas) == 20
    assert areas["Metropolitan Police"]["start_date"] == "2019-04-01"
    assert {name for name, row in areas.items() if row["wave"] == 2} == {"Cleveland", "Humberside"}
    assert areas["Humberside"]["start_date"] == "2022-04-01"
    assert all(row["fact_source"] and row["announced_on"] for row in areas.values())


def test_every_column_is_described(tables: dict[str, Table]) -> None:
    described = {
        (row["hand_over_table"], row["column_name"]) for row in rows(tables["data_dictionary"])
    }

    assert described == {
        (table.name, column.name) for table in tables.values() for column in table.columns
    }
    assert all(row["description"] for row in rows(tables["data_dictionary"]))


def test_counts_conformed_by_other_rules_are_not_handed_over(fresh: DataFolder) -> None:
    with secure_store(fresh, read_only=False) as connection:
        connection.execute("update secure.conformed.drop set conform_version = 'older'")

    with pytest.raises(HandOverRefusedError, match="not conformed by the current rules"):
        tables_of(fresh)


def test_without_both_monthly_files_nothing_is_handed_over(data: DataFolder, drops: Path) -> None:
    for path in write_drop(drops, SHARP, "HES", "2012/13 M01"):
        receive_drop(path, data)
    with pytest.raises(NoMonthError):
        conform(data)

    with pytest.raises(HandOverRefusedError, match="both monthly HES files"):
        tables_of(data)
