"""The workbook against the rules for releasing statistics in spreadsheets."""

import re
from pathlib import Path
from textwrap import wrap
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tasks.publish import design
from tests.publish.invented import NAMES, cells_of, figure_cells, lines_of, notes_of, records


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


def test_the_table_starts_near_the_top(sheet: Worksheet) -> None:
    assert len(lines_of(sheet)) <= 5


def test_each_symbol_on_a_sheet_is_explained_in_its_notes_and_no_other(
    workbook: Workbook, table_sheet: Worksheet
) -> None:
    texts = [str(cell.value) for row in cells_of(table_sheet) for cell in row]
    used = {symbol for text in texts for symbol in re.findall(r"\[\w+\]", text)}
    notes = notes_of(workbook, table_sheet)
    explained = [note.split(":")[0] for note in notes if note.startswith("[")]
    assert sorted(used) == sorted(explained)


def test_each_status_in_a_table_is_explained(workbook: Workbook, table_sheet: Worksheet) -> None:
    used = {record["Status"] for record in records(table_sheet) if "Status" in record}
    notes = notes_of(workbook, table_sheet)
    assert all(any(note.startswith(f"Status {status}:") for note in notes) for status in used)


def test_each_sheet_says_marking_source_codes_measure_and_date(
    workbook: Workbook, table_sheet: Worksheet
) -> None:
    text = "\n".join(notes_of(workbook, table_sheet))
    all_assault = table_sheet.title.startswith("All assault")
    assert f"{design.MARKING}. {design.NOT_OFFICIAL}." in lines_of(table_sheet)
    assert "Source: Hospital Episode Statistics (HES), NHS England" in text
    assert "Codes: ICD-10 X92 to Y09 (X92-Y09)" in text if all_assault else "ICD-10 X99" in text
    assert "Measure: FAE, finished admission episodes." in text
    assert "Data as at: " in text


def test_notes_name_the_sheets_that_refer_to_them(
    workbook: Workbook, table_sheet: Worksheet
) -> None:
    named = [
        record["What it says"]
        for record in records(workbook["Notes"])
        if table_sheet.title in str(record["Sheets"]).split(", ")
        or str(record["Sheets"]).startswith("Every sheet from")
    ]
    assert named == notes_of(workbook, table_sheet)


def test_data_as_at_is_that_of_the_datasets_and_sources_on_the_sheet(workbook: Workbook) -> None:
    def dates(name: str) -> list[str]:
        notes = notes_of(workbook, workbook[name])
        return [note for note in notes if note.startswith("Data as at")]

    assert dates("Sex") == [
        "Data as at: 10 November 2023, England (HES extract 2023-24 M06), bi-annual sharp object."
    ]
    assert dates("All assault PFA year") == [
        "Data as at: 11 March 2024, England (HES extract 2023-24 M10), all assault.",
        "Data as at: 10 March 2024, Wales (PEDW extract 2023-24 M08), all assault.",
    ]


def test_england_alone_does_not_name_the_welsh_source(workbook: Workbook) -> None:
    assert "PEDW" not in "\n".join(notes_of(workbook, workbook["Ethnic group"]))


def test_columns_that_show_no_figure_say_why_once(
    workbook: Workbook, table_sheet: Worksheet
) -> None:
    hidden = {
        column[0].column_letter
        for column in zip(*cells_of(table_sheet), strict=True)
        if column[1].style == "Figure" and not any(isinstance(c.value, int) for c in column[1:])
    }
    told = [line for line in lines_of(table_sheet) if line.startswith("No figure is shown in")]
    assert len(told) == bool(hidden)
    for line in told:
        columns, why = re.fullmatch(r".* columns? (.*): notes? (.*) says? why\.", line).groups()
        letters = re.findall("[A-Z]", columns)
        assert (min(letters), max(letters)) == (min(hidden), max(hidden))
        notes = {one["Note"]: str(one["What it says"]) for one in records(workbook["Notes"])}
        assert all(
            re.search("withheld|hidden|not shown|not available", notes[f"Note {number}"])
            for number in re.findall(r"\d+", why)
        )


def test_columns_of_breakdowns_and_episodes_say_their_own_reason(workbook: Workbook) -> None:
    notes = {one["Note"]: str(one["What it says"]) for one in records(workbook["Notes"])}
    line = lines_of(workbook["National year"])[-1]
    columns, number = re.fullmatch(
        r"No figure is shown in columns (.*): note (\d+) says why\.", line
    ).groups()
    assert columns == "H to K"
    assert "would tell those of Wales" in notes[f"Note {number}"]


def test_figures_are_numbers_or_symbols_and_stand_right(table_sheet: Worksheet) -> None:
    cells = figure_cells(table_sheet)
    assert cells
    assert all(
        isinstance(cell.value, int) or cell.value in {"[c]", "[c3]", "[x]"} for cell in cells
    )
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


def test_pages_are_a4_one_page_wide_and_marked(workbook: Workbook) -> None:
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation in {"landscape", "portrait"}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert design.MARKING in sheet.oddHeader.center.text
        for table in sheet.tables.values():
            first_row = range_boundaries(table.ref)[1]
            assert sheet.print_title_rows == f"${first_row}:${first_row}"


def test_all_of_a_sheet_is_printed_and_no_more_rows(workbook: Workbook) -> None:
    for sheet in workbook:
        columns, rows = range_boundaries(sheet.print_area.partition("!")[2])[2:]
        assert rows == sheet.max_row
        assert columns >= sheet.max_column


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
