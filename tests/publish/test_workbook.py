"""The ministerial workbook against the rules for releasing statistics in spreadsheets."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from pathlib import Path
from textwrap import wrap
from zipfile import ZipFile

import duckdb
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tasks.folders import DataFolder
from tasks.publish import look
from tasks.publish.workbook import write_workbook
from tasks.statements import SQL, statement
from tasks.store import REFERENCE, release_store

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
    "PFA month and age",
    "Region month",
    "All assault PFA latest months",
    "All assault PFA year",
    "All assault PFA year and age",
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
    yield from figures("national_month", national, MONTHS)
    yield from figures("national_month_age", national, MONTHS, BANDS)
    yield from figures("national_year", national, YEARS)
    yield from figures("national_year_age", national, YEARS, BANDS)
    yield from figures("national_rolling_year", national, rolling)
    for cause in ("", "all_assault_"):
        yield from figures(f"{cause}pfa_year", FORCES, YEARS)
        yield from figures(f"{cause}pfa_year_age", FORCES, YEARS, BANDS)
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
    hidden = withheld or (not national and number % 4 == 0)
    shown = "[x]" if late else "[c]" if hidden else str(10_007 + number if national else 5 * number)
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
    path = str(data.release_store).replace("'", "''")
    connection.execute(statement("store/attach_release").replace("$path", f"'{path}'"))
    connection.execute(statement("store/release_schema"))
    connection.execute(
        "insert into release.release values (?, ?, 'rule', 'code')", [MONTH, revision]
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
        sheets = write_workbook(connection, MONTH, revision, path)
    workbook = load_workbook(path)
    assert len(workbook.sheetnames) == sheets
    return workbook


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return release_of(all_figures())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("data"))
    data.prepare()
    store(data, rows)
    written(data, data.root / "workbook.xlsx")
    return data.root / "workbook.xlsx"


@pytest.fixture(scope="module")
def workbook(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(params=["Contents", "Notes", *NAMES])
def sheet(request: pytest.FixtureRequest, workbook: Workbook) -> Worksheet:
    """Every sheet that holds a table."""
    return workbook[request.param]


@pytest.fixture(params=NAMES)
def table_sheet(request: pytest.FixtureRequest, workbook: Workbook) -> Worksheet:
    """Every sheet of figures."""
    return workbook[request.param]


@pytest.fixture
def listed() -> list[dict[str, str]]:
    return reference("sheet")


def cells_of(sheet: Worksheet) -> list[list[Cell]]:
    """The cells of the sheet's one table, header first."""
    (table,) = sheet.tables.values()
    return [list(row) for row in sheet[table.ref]]


def lines_of(sheet: Worksheet) -> list[str]:
    """The texts above the sheet's table, or all of them if it has none."""
    tables = list(sheet.tables.values())
    last = range_boundaries(tables[0].ref)[1] - 1 if tables else sheet.max_row
    return [sheet.cell(row, 1).value for row in range(1, last + 1)]


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


# What is in it


def test_sheets_stand_in_their_order(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", *NAMES]


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
    assert any(line.startswith("[r]: ") for line in lines_of(workbook["PFA latest months"]))
    statuses = {
        (record["PFA code"], record["Month"]): record["Status"]
        for record in records(workbook["PFA month and age"])
    }
    assert statuses["E23000001", "May 2023"] == "revised"
    assert statuses["W15000001", "May 2023"] == "provisional"


# The rules for spreadsheets


def test_each_sheet_has_one_table_from_column_a_with_nothing_below(sheet: Worksheet) -> None:
    (table,) = sheet.tables.values()
    first_column, first_row, last_column, last_row = range_boundaries(table.ref)
    assert (first_column, last_column) == (1, sheet.max_column)
    assert first_row == len(lines_of(sheet)) + 1
    assert last_row == sheet.max_row


def test_headers_are_unique_and_those_of_the_table(sheet: Worksheet) -> None:
    (table,) = sheet.tables.values()
    headers = [cell.value for cell in cells_of(sheet)[0]]
    assert headers == [column.name for column in table.tableColumns]
    assert len(set(headers)) == len(headers)
    assert table.headerRowCount == 1


def test_no_cell_of_a_table_is_blank(sheet: Worksheet) -> None:
    assert all(cell.value not in (None, "") for row in cells_of(sheet) for cell in row)


def test_no_line_above_a_table_is_blank_or_too_long_for_the_page(sheet: Worksheet) -> None:
    _, *lines = lines_of(sheet)
    assert all(0 < len(line) <= 115 for line in lines)


def test_nothing_is_merged_hidden_frozen_or_filtered(workbook: Workbook, path: Path) -> None:
    for sheet in workbook:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        hidden = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(dimension.hidden for dimension in hidden)
    with ZipFile(path) as package:
        assert not any(b"<autofilter" in package.read(name).lower() for name in package.namelist())


def test_type_is_sans_serif_of_twelve_points_or_more_without_italics_or_fills(
    workbook: Workbook,
) -> None:
    for font in workbook._fonts:
        assert (font.name, font.italic or False) == ("Arial", False)
        assert font.size >= 12
    assert {fill.fill_type for fill in workbook._fills} <= {None, "gray125"}
    used = {cell.fill.fill_type for sheet in workbook for row in sheet for cell in row}
    assert used == {None}


def test_titles_are_built_in_headings(workbook: Workbook) -> None:
    assert {sheet["A1"].style for sheet in workbook} == {"Heading 1"}
    built_in = {style.name: style.builtinId for style in workbook._named_styles}
    assert (built_in["Heading 1"], built_in["Heading 2"]) == (16, 17)
    assert "Heading 2" in {cell.style for (cell,) in workbook["Cover"]}


def test_a2_says_how_many_tables_there_are(workbook: Workbook) -> None:
    for sheet in workbook:
        number = {0: "no table", 1: "one table"}[len(sheet.tables)]
        assert sheet["A2"].value == f"This sheet contains {number}."


def test_the_title_says_the_first_and_last_period(workbook: Workbook) -> None:
    assert workbook["PFA month and age"]["A1"].value.endswith(", April 2022 to January 2024")
    assert workbook["PFA latest months"]["A1"].value.endswith(", January 2023 to January 2024")
    assert workbook["Sex"]["A1"].value.endswith(", 2021-22 to 2022-23")


def test_each_symbol_on_a_sheet_is_explained_on_it_and_no_other(table_sheet: Worksheet) -> None:
    texts = [str(cell.value) for row in cells_of(table_sheet) for cell in row]
    used = {symbol for text in texts for symbol in re.findall(r"\[\w+\]", text)}
    explained = [line.split(":")[0] for line in lines_of(table_sheet) if line.startswith("[")]
    assert sorted(used) == sorted(explained)


def test_each_status_in_a_table_is_explained(table_sheet: Worksheet) -> None:
    used = {record["Status"] for record in records(table_sheet) if "Status" in record}
    lines = lines_of(table_sheet)
    assert all(any(line.startswith(f"Status {status}:") for line in lines) for status in used)


def test_each_sheet_says_marking_source_codes_measure_and_date(table_sheet: Worksheet) -> None:
    text = "\n".join(lines_of(table_sheet))
    all_assault = table_sheet.title.startswith("All assault")
    assert f"{look.MARKING}. {look.NOT_OFFICIAL}." in text
    assert "Source: Hospital Episode Statistics (HES), NHS England" in text
    assert "Codes: ICD-10 X92 to Y09 (X92-Y09)" in text if all_assault else "ICD-10 X99" in text
    assert "Measure: FAE, finished admission episodes." in text
    assert "Data as at: " in text


def test_data_as_at_is_that_of_the_datasets_and_sources_on_the_sheet(workbook: Workbook) -> None:
    def dates(name: str) -> list[str]:
        return [line for line in lines_of(workbook[name]) if line.startswith("Data as at")]

    assert dates("Sex") == [
        "Data as at: 10 November 2023, England (HES extract 2023-24 M06), bi-annual sharp object."
    ]
    assert dates("All assault PFA year") == [
        "Data as at: 11 March 2024, England (HES extract 2023-24 M10), all assault.",
        "Data as at: 10 March 2024, Wales (PEDW extract 2023-24 M08), all assault.",
    ]


def test_england_alone_does_not_name_the_welsh_source(workbook: Workbook) -> None:
    assert "PEDW" not in "\n".join(lines_of(workbook["Ethnic group"]))


def test_figures_are_numbers_or_symbols_and_stand_right(table_sheet: Worksheet) -> None:
    cells = figure_cells(table_sheet)
    assert cells
    assert all(isinstance(cell.value, int) or cell.value in {"[c]", "[x]"} for cell in cells)
    assert {cell.alignment.horizontal for cell in cells} == {"right"}
    assert {cell.data_type for cell in cells if isinstance(cell.value, int)} <= {"n"}


def test_numbers_stand_only_among_figures(workbook: Workbook) -> None:
    for sheet in workbook:
        styles = {c.style for row in sheet for c in row if isinstance(c.value, int | float)}
        assert styles <= {"Figure"}


def test_codes_stand_in_a_column_of_their_own(table_sheet: Worksheet) -> None:
    for record in records(table_sheet):
        for header, value in record.items():
            is_code = bool(re.search(r"[EWK]\d{8}", str(value)))
            assert is_code == header.endswith(" code")


def test_pages_are_a4_landscape_one_page_wide_and_marked(workbook: Workbook) -> None:
    for sheet in workbook:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert look.MARKING in sheet.oddHeader.center.text
        for table in sheet.tables.values():
            first_row = range_boundaries(table.ref)[1]
            assert sheet.print_title_rows == f"${first_row}:${first_row}"


def test_columns_fit_what_is_in_them(sheet: Worksheet) -> None:
    for column in zip(*cells_of(sheet), strict=True):
        width = sheet.column_dimensions[column[0].column_letter].width
        assert all(
            width > len(part)
            for cell in column
            for part in (cell.value.split() if cell.alignment.wrap_text else [str(cell.value)])
        )


def test_wrapped_rows_are_high_enough(workbook: Workbook) -> None:
    for sheet in workbook:
        for cell in (cell for row in sheet for cell in row if cell.alignment.wrap_text):
            width = sheet.column_dimensions[cell.column_letter].width
            lines = len(wrap(cell.value, int(width)))
            assert sheet.row_dimensions[cell.row].height >= lines * cell.font.size * 1.2


def test_calamine_reads_the_same(path: Path, workbook: Workbook) -> None:
    read = CalamineWorkbook.from_path(str(path))
    for name in NAMES:
        body = read.get_sheet_by_name(name).to_python()[len(lines_of(workbook[name])) :]
        assert body == [[cell.value for cell in row] for row in cells_of(workbook[name])]


# Cover, contents, notes


def test_contents_link_to_every_other_sheet(workbook: Workbook) -> None:
    found = [
        (link.value, link.hyperlink.ref, link.hyperlink.location)
        for link, _ in cells_of(workbook["Contents"])[1:]
    ]
    assert found == [
        (name, f"A{row}", f"'{name}'!A1")
        for row, name in enumerate(
            ["Cover", "Notes", *NAMES], len(lines_of(workbook["Contents"])) + 2
        )
    ]


def test_the_cover_says_what_the_release_is(workbook: Workbook) -> None:
    assert {
        "OFFICIAL-SENSITIVE until cleared.",
        "Management information, not official statistics.",
        "Release: January 2024, release r1.",
        "It is the first release of this month.",
        "Made from 5 delivered files.",
        "Latest month for England: January 2024.",
        "Latest month for Wales: November 2023.",
        "11 March 2024, England (HES extract 2023-24 M10), all assault.",
        "Next update: when the next month's extract has been received.",
    } <= set(lines_of(workbook["Cover"]))


def test_a_later_release_says_which_it_replaces(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()), revision=2)
    workbook = written(data, tmp_path / "workbook.xlsx", revision=2)
    assert "It replaces release r1 of this month." in lines_of(workbook["Cover"])
    assert workbook["Cover"]["A1"].value.endswith("January 2024, release r2")


def test_notes_are_numbered_and_say_every_caveat(workbook: Workbook) -> None:
    found = records(workbook["Notes"])
    assert [note["Note"] for note in found] == [f"Note {n}" for n in range(1, len(found) + 1)]
    text = " ".join(str(note["What it says"]) for note in found)
    for words in (
        "not people",
        "accident and emergency",
        "where the patient lives",
        "first external cause code",
        "not X85 to Y09",
        "never added",
        "no known area",
        "Covid-19",
        "Ethnic group is recorded",
        "April 2025",
        "summed from true counts before rounding",
        "a count of 1 to 7 is hidden",
        "rounded to the nearest 5",
        "would tell those of Wales",
        "no rates",
        "Management information, not official statistics",
    ):
        assert words in text


def test_every_title_of_synthetic_data_says_so(workbook: Workbook) -> None:
    titles = [workbook.properties.title, *(sheet["A1"].value for sheet in workbook)]
    assert all(title.startswith("Synthetic demonstration data: ") for title in titles)


def test_real_data_are_not_called_synthetic(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()), content="real")
    workbook = written(data, tmp_path / "workbook.xlsx")
    texts = [str(cell.value) for sheet in workbook for row in sheet for cell in row]
    assert not any("ynthetic" in text for text in texts)


def test_sheets_without_their_file_are_left_out_and_named(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()))
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", *NAMES[: -len(BI_ANNUAL)]]
    last = str(records(workbook["Notes"])[-1]["What it says"])
    assert last.startswith("Sheets left out")
    assert all(name in last for name in BI_ANNUAL)
    assert "FCE" not in records(workbook["Region month"])[0]


@pytest.mark.parametrize("symbol", ["[c1]", "[c2]", "[c3]"])
def test_coarser_symbols_are_explained(data: DataFolder, tmp_path: Path, symbol: str) -> None:
    rows = release_of(monthly_figures())
    hidden = next(row for row in rows if row["publication_table"] == "pfa_year")
    hidden.update(shown=symbol, rounding="")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert any(line.startswith(f"{symbol}: ") for line in lines_of(workbook["PFA year"]))
    assert any("more coarsely" in str(note["What it says"]) for note in records(workbook["Notes"]))


def test_coarser_rounding_is_explained(data: DataFolder, tmp_path: Path) -> None:
    rows = release_of(monthly_figures())
    shown = next(row for row in rows if row["publication_table"] == "pfa_year")
    shown.update(shown="40", rounding="20")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert "Figures are rounded to the nearest 5 or 20." in lines_of(workbook["PFA year"])
    assert any("more coarsely" in str(note["What it says"]) for note in records(workbook["Notes"]))


def test_notes_tell_of_coarser_figures_only_where_there_are_some(workbook: Workbook) -> None:
    notes = [str(note["What it says"]) for note in records(workbook["Notes"])]
    assert not any("more coarsely" in note for note in notes)


def test_a_table_of_hidden_figures_only_is_written(data: DataFolder, tmp_path: Path) -> None:
    rows = release_of(monthly_figures())
    for row in rows:
        if row["publication_table"] == "pfa_year":
            row.update(shown="[c]", rounding="")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert {cell.value for cell in figure_cells(workbook["PFA year"])} == {"[c]"}


def test_a_release_that_is_not_there_is_refused(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()))
    with release_store(data) as connection, pytest.raises(LookupError, match="2024-01 r9"):
        write_workbook(connection, MONTH, 9, tmp_path / "workbook.xlsx")


# The file


def test_two_runs_give_the_same_bytes(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(all_figures()))
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    written(data, first)
    written(data, second)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_in_the_file_tells_when_it_was_written(path: Path, workbook: Workbook) -> None:
    noon = datetime(2024, 3, 11, 12)
    assert (workbook.properties.created, workbook.properties.modified) == (noon, noon)
    with ZipFile(path) as package:
        stamps = {part.date_time for part in package.infolist()}
    assert stamps == {(2024, 3, 11, 12, 0, 0)}


def test_document_properties_are_set(workbook: Workbook) -> None:
    properties = workbook.properties
    assert properties.title.endswith("Hospital admissions for assault, January 2024, release r1")
    assert properties.creator == properties.lastModifiedBy == "Home Office"
    assert properties.language == "en-GB"
    assert "assault" in properties.keywords


# The list of sheets


def test_sheet_names_fit_a_tab(listed: list[dict[str, str]]) -> None:
    assert all(len(row["sheet"]) <= 31 for row in listed)
    assert [row["sheet"] for row in listed] == NAMES


def test_every_table_of_the_publication_has_a_sheet(listed: list[dict[str, str]]) -> None:
    tables = {table for row in listed for table in row["publication_tables"].split(";")}
    assert tables == set(PUBLISHED)


def test_a_sheet_needs_only_its_own_tables(listed: list[dict[str, str]]) -> None:
    for row in listed:
        assert set(row["needs"].split(";")) <= set(row["publication_tables"].split(";"))


def test_row_dimensions_have_a_header_each(listed: list[dict[str, str]]) -> None:
    for row in listed:
        assert len(row["row_dimensions"].split(";")) == len(row["row_headers"].split(";"))


def test_remarks_name_sheets_that_exist(listed: list[dict[str, str]]) -> None:
    named = [name for row in listed for name in re.findall(r"sheet '([^']+)'", row["remark"])]
    assert named
    assert set(named) <= set(NAMES)


@pytest.mark.parametrize(
    "path", sorted((SQL / "publish").glob("workbook_*.sql")), ids=lambda p: p.stem
)
def test_statements_begin_with_their_grain(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- grain: ")
