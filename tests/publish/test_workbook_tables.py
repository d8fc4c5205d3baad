"""The tables of the workbook: every figure under its labels, in order."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from tasks.store.folders import DataFolder
from tests.publish.invented import (
    MONTHS,
    NAMES,
    YEARS,
    Row,
    all_figures,
    as_written,
    figure_cells,
    label,
    month_label,
    notes_of,
    records,
    release_of,
    store,
    written,
)


def test_sheets_stand_in_their_order(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Protection", *NAMES]


def test_every_figure_of_the_release_is_on_a_sheet(workbook: Workbook, rows: list[Row]) -> None:
    on_sheets = {cell.value for name in NAMES for cell in figure_cells(workbook[name])}
    assert on_sheets == {as_written(row["shown"]) for row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_stands_under_its_labels(
    workbook: Workbook, rows: list[Row], listed: list[dict[str, str]], name: str
) -> None:
    (about,) = (row for row in listed if row["sheet"] == name)
    down = about["row_dimensions"].split(";")
    across = about["column_dimensions"].split(";")
    latest = MONTHS[-int(about["latest_periods"]) :] if about["latest_periods"] else MONTHS + YEARS
    expected = {
        (
            *(label(row, dimension) for dimension in down),
            ", ".join(label(row, dimension) for dimension in across),
        ): as_written(row["shown"])
        for row in rows
        if row["publication_table"] in about["publication_tables"].split(";")
        and row["period"] in latest
    }
    found = {
        (*list(record.values())[: len(down)], re.sub(r" \[[pr]\]", "", header)): record[header]
        for record in records(workbook[name])
        for header in list(record)[len(down) :]
        if header != "Status"
    }
    assert {key: found[key] for key in expected} == expected
    assert all(found[key] == "[x]" for key in found.keys() - expected.keys())


def test_national_columns_put_the_totals_first(workbook: Workbook) -> None:
    assert list(records(workbook["National month"])[0]) == [
        "Month",
        "Status",
        "England, All ages",
        "Wales, All ages",
        "England and Wales, All ages",
        "England, Under 25",
        "England, 25 and over",
        "Wales, Under 25",
        "Wales, 25 and over",
        "England and Wales, Under 25",
        "England and Wales, 25 and over",
    ]


@pytest.mark.parametrize("name", ["National month", "National 12 months", "Sex", "Ethnic group"])
def test_the_latest_period_stands_first(workbook: Workbook, name: str) -> None:
    first, *_, last = (next(iter(record.values())) for record in records(workbook[name]))
    assert first in {"January 2024", "2022-23"}
    assert last in {"April 2022", "March 2023", "2021-22"}


def test_areas_stand_in_code_order_each_with_its_latest_month_first(workbook: Workbook) -> None:
    found = [tuple(record.values())[:3] for record in records(workbook["PFA month and age"])]
    assert found[0] == ("E23000001", "Metropolitan Police", "January 2024")
    assert found[len(MONTHS)] == ("W15000001", "North Wales", "January 2024")


@pytest.mark.parametrize("name", ["PFA latest months", "All assault PFA latest months"])
def test_wide_tables_hold_thirteen_months_in_order(workbook: Workbook, name: str) -> None:
    _, _, *months = records(workbook[name])[0]
    unmarked = [re.sub(r" \[.\]", "", month) for month in months]
    assert unmarked == [month_label(month) for month in MONTHS[-13:]]


def test_regions_without_episodes_yet_and_wales_without_admissions_are_not_available(
    workbook: Workbook,
) -> None:
    by_place = {
        (record["Region code"], record["Month"]): record
        for record in records(workbook["Region month"])
    }
    assert by_place["E12000001", "October 2023"]["FCE"] == "[x]"
    assert by_place["W92000004", "September 2023"]["FAE"] == "[x]"
    assert ("W92000004", "October 2023") not in by_place
    assert by_place["W92000004", "September 2023"]["Region or country"] == "Wales"


def test_long_tables_have_a_status_column(workbook: Workbook) -> None:
    statuses = {record["Month"]: record["Status"] for record in records(workbook["National month"])}
    assert statuses["March 2023"] == "final"
    assert statuses["April 2023"] == "provisional"


def test_wide_tables_mark_provisional_months_in_the_header(workbook: Workbook) -> None:
    headers = set(records(workbook["PFA latest months"])[0])
    assert {"March 2023", "April 2023 [p]", "January 2024 [p]"} <= headers


def test_revised_figures_are_marked(data: DataFolder, tmp_path: Path) -> None:
    rows = release_of(all_figures())
    for row in rows:
        if row["period"] == "2023-05" and row["area_code"] == "E23000001":
            row["status"] = "revised"
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert "May 2023 [p] [r]" in records(workbook["PFA latest months"])[0]
    notes = notes_of(workbook, workbook["PFA latest months"])
    assert any(note.startswith("[r]: ") for note in notes)
    statuses = {
        (record["PFA code"], record["Month"]): record["Status"]
        for record in records(workbook["PFA month and age"])
    }
    assert statuses["E23000001", "May 2023"] == "revised"
    assert statuses["W15000001", "May 2023"] == "provisional"
