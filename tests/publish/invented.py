"""An invented release in a release store of its own, and how to read its workbook."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from pathlib import Path

import duckdb
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tasks.publish.release_content import read_content
from tasks.publish.workbook import write_workbook
from tasks.store.attach import attach
from tasks.store.folders import DataFolder
from tasks.store.reference import REFERENCE
from tasks.store.statements import statement
from tasks.store.stores import release_store

MONTH = date(2024, 1, 1)
MONTHS = [f"{2022 + (3 + n) // 12}-{(3 + n) % 12 + 1:02}" for n in range(22)]
YEARS = ["2021-22", "2022-23"]
ENGLAND, WALES, BOTH = (
    ("E92000001", "England"),
    ("W92000004", "Wales"),
    ("K04000001", "England and Wales"),
)
FORCES = [("E23000001", "Metropolitan Police"), ("W15000001", "North Wales")]
AUTHORITIES = [("E06000001", "Hartlepool"), ("W06000001", "Isle of Anglesey")]
REGIONS = [("E12000001", "North East")]
BANDS = ["Under 25", "25 and over"]
WALES_TO, EPISODES_TO = "2023-11", "2023-09"
INPUTS = [
    ("monthly sharp object", "HES", "2023-24 M10", date(2024, 1, 1), date(2024, 3, 11)),
    ("monthly sharp object", "PEDW", "2023-24 M08", date(2023, 11, 1), date(2024, 3, 10)),
    ("all assault", "HES", "2023-24 M10", date(2024, 1, 1), date(2024, 3, 11)),
    ("all assault", "PEDW", "2023-24 M08", date(2023, 11, 1), date(2024, 3, 10)),
    ("bi-annual sharp object", "HES", "2023-24 M06", date(2023, 9, 1), date(2023, 11, 10)),
]
NAMES = [
    "National month",
    "National year",
    "National 12 months",
    "PFA latest months",
    "PFA year",
    "PFA year and age",
    "PFA 12 months",
    "PFA month and age",
    "Region month",
    "All assault PFA latest months",
    "All assault PFA year",
    "All assault PFA year and age",
    "All assault PFA 12 months",
    "All assault PFA month and age",
    "All assault LA year and age",
    "PFA year FAE and FCE",
    "LA year FAE and FCE",
    "Sex",
    "Age group",
    "Ethnic group",
]
BI_ANNUAL = NAMES[-5:]

Row = dict[str, object]


def reference(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PUBLISHED = {row["publication_table"]: row for row in reference("publication")}


def figures(
    table: str,
    areas: list[tuple[str, str]],
    periods: list[str],
    ages: tuple[str, ...] | list[str] = ("All ages",),
    sexes: tuple[str, ...] = ("All",),
    ethnicities: tuple[str, ...] = ("All",),
) -> Iterator[Row]:
    about = PUBLISHED[table]
    for (code, area), period, age, sex, ethnicity in product(
        areas, periods, ages, sexes, ethnicities
    ):
        yield {
            "publication_table": table,
            "cause": about["cause"],
            "measure": about["measure"],
            "area_level": "country"
            if table.startswith("region") and code[0] == "W"
            else about["area_level"],
            "area_code": code,
            "area": area,
            "period_kind": about["period_kind"],
            "period": period,
            "age": age,
            "sex": sex,
            "ethnicity": ethnicity,
        }


def monthly_figures() -> Iterator[Row]:
    national, rolling = [ENGLAND, BOTH, WALES], MONTHS[11:]
    quarters = [month for month in rolling if month[-2:] in PUBLISHED["pfa_rolling_year"]["months"]]
    yield from figures("national_month", national, MONTHS)
    yield from figures("national_month_age", national, MONTHS, BANDS)
    yield from figures("national_year", national, YEARS)
    yield from figures("national_year_age", national, YEARS, BANDS)
    yield from figures("national_rolling_year", national, rolling)
    for cause in ("", "all_assault_"):
        yield from figures(f"{cause}pfa_year", FORCES, YEARS)
        yield from figures(f"{cause}pfa_year_age", FORCES, YEARS, BANDS)
        yield from figures(f"{cause}pfa_rolling_year", FORCES, quarters)
        yield from figures(f"{cause}pfa_rolling_year_age", FORCES, quarters, BANDS)
        yield from figures(f"{cause}pfa_month", FORCES, MONTHS)
        yield from figures(f"{cause}pfa_month_age", FORCES, MONTHS, BANDS)
    yield from figures("region_month", REGIONS, MONTHS)
    yield from figures("all_assault_la_year", AUTHORITIES, YEARS)
    yield from figures("all_assault_la_year_age", AUTHORITIES, YEARS, BANDS)


def bi_annual_figures() -> Iterator[Row]:
    to_september = [month for month in MONTHS if month <= EPISODES_TO]
    yield from figures("region_month_fce", [*REGIONS, WALES], to_september)
    yield from figures("pfa_year_fce", FORCES, YEARS)
    for measure in ("", "_fce"):
        yield from figures(f"la_year{measure}", AUTHORITIES, YEARS)
        yield from figures(f"sex_year{measure}", [ENGLAND], YEARS, sexes=("Male", "Female"))
        yield from figures(f"age_group_year{measure}", [ENGLAND], YEARS, ["Under 16", "16-17"])
        yield from figures(
            f"ethnicity_year{measure}", [ENGLAND], YEARS, ethnicities=("Indian", "Not stated")
        )


def with_shown(number: int, row: Row) -> Row:
    """Invent what is shown: a number of its own for each figure, symbols among them."""
    national, period = row["area_level"] == "national", str(row["period"])
    late = row["period_kind"] != "year" and period > WALES_TO and str(row["area_code"])[0] != "E"
    withheld = national and row["age"] in BANDS and row["area_code"] != ENGLAND[0]
    number_shown = str(10_007 + number if national else 5 * number)
    of_rule = "[c]" if not national and number % 4 == 0 else number_shown
    shown = "[x]" if late else "[c3]" if withheld else of_rule
    rounding = "" if shown[0] == "[" else "1" if national else "5"
    provisional = row["period_kind"] != "year" and period >= "2023-04"
    status = "provisional" if provisional else "final"
    return {"cell_no": number, **row, "shown": shown, "rounding": rounding, "status": status}


def release_of(rows: Iterator[Row]) -> list[Row]:
    order = list(PUBLISHED)
    ordered = sorted(rows, key=lambda row: order.index(row["publication_table"]))
    return [with_shown(number, row) for number, row in enumerate(ordered, 1)]


def all_figures() -> Iterator[Row]:
    yield from monthly_figures()
    yield from bi_annual_figures()


def store(
    data: DataFolder, rows: list[Row], *, content: str = "synthetic", revision: int = 1
) -> None:
    """Put an invented release into the release store, through the project's own schema."""
    connection = duckdb.connect()
    attach(connection, "release", data.release_store, read_only=False)
    connection.execute(statement("store/release_schema"))
    connection.execute(
        "insert into release.release values (?, ?, ?, 'rule', 'code')",
        [MONTH, revision, revision],
    )
    connection.executemany(
        "insert into release.input values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [MONTH, revision, f"{number:064}", f"{number}.xlsx", *file, content]
            for number, file in enumerate(INPUTS)
        ],
    )
    connection.executemany(
        f"insert into release.cell values ({', '.join('?' * 17)})",
        [[MONTH, revision, *row.values()] for row in rows],
    )
    connection.close()


def written(data: DataFolder, path: Path, revision: int = 1) -> Workbook:
    with release_store(data) as connection:
        sheets = write_workbook(read_content(connection, MONTH, revision), path)
    workbook = load_workbook(path)
    assert len(workbook.sheetnames) == sheets
    return workbook


def cells_of(sheet: Worksheet) -> list[list[Cell]]:
    """The cells of the sheet's one table, header first."""
    (table,) = sheet.tables.values()
    return [list(row) for row in sheet[table.ref]]


def lines_of(sheet: Worksheet) -> list[str]:
    """The texts above the sheet's table, or all of them if it has none."""
    tables = list(sheet.tables.values())
    last = range_boundaries(tables[0].ref)[1] - 1 if tables else sheet.max_row
    return [sheet.cell(row, 1).value for row in range(1, last + 1)]


def notes_of(workbook: Workbook, sheet: Worksheet) -> list[str]:
    """The notes that the sheet refers to by number."""
    (line,) = (line for line in lines_of(sheet) if line.startswith("How to read it: notes "))
    numbers: set[int] = set()
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", line):
        numbers.update(range(int(first), int(last or first) + 1))
    notes = {str(one["Note"]): str(one["What it says"]) for one in records(workbook["Notes"])}
    return [notes[f"Note {number}"] for number in sorted(numbers)]


def records(sheet: Worksheet) -> list[dict[str, object]]:
    header, *body = ([cell.value for cell in row] for row in cells_of(sheet))
    return [dict(zip(header, row, strict=True)) for row in body]


def figure_cells(sheet: Worksheet) -> list[Cell]:
    return [cell for row in cells_of(sheet)[1:] for cell in row if cell.style == "Figure"]


def as_written(shown: object) -> object:
    return int(str(shown)) if str(shown).isdigit() else shown


def label(row: Row, dimension: str) -> str:
    is_month = dimension == "period" and row["period_kind"] != "year"
    return month_label(row["period"]) if is_month else str(row[dimension])


def month_label(period: object) -> str:
    return f"{datetime.strptime(str(period), '%Y-%m'):%B %Y}"
