from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tasks.synthesise.sheet import Cell, Merge, Row, Sheet, stacked
from tasks.synthesise.workbook import write_workbook

CELLS: list[Cell] = ["plain", 'A & B <c> "d"', "  spaced  out ", 0, 7, 12345, None, "-"]


def openpyxl_rows(path: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def calamine_rows(path: Path, sheet: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_both_readers_find_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("One & two", [Row(["Title"], "title"), Row([]), Row(CELLS)])])
    assert openpyxl_rows(path, "One & two")[2] == CELLS
    assert calamine_rows(path, "One & two")[2] == ["" if cell is None else cell for cell in CELLS]


@pytest.mark.parametrize("day", [date(2012, 4, 1), date(2024, 2, 29), date(1900, 3, 1)])
def test_dates_are_excel_dates_in_every_style(tmp_path: Path, day: date) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("S", [Row([day]), Row([day], "heading"), Row([day], "title")])])
    midnight = datetime(day.year, day.month, day.day)
    assert openpyxl_rows(path, "S") == [[midnight]] * 3
    assert calamine_rows(path, "S") == [[day]] * 3


@pytest.mark.parametrize(
    ("index", "column"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_lettered(tmp_path: Path, index: int, column: str) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("S", [Row([*[None] * index, 8])])])
    assert openpyxl.load_workbook(path)["S"][f"{column}1"].value == 8
    assert calamine_rows(path, "S")[0][index] == 8


def test_merges_cover_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("S", [Row(["a"]), Row([None, "b", None])], [Merge(1, 1, 2)])])
    merged = openpyxl.load_workbook(path)["S"].merged_cells.ranges
    assert [str(cells) for cells in merged] == ["B2:C2"]


def test_no_part_tells_when_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [Sheet("S", [Row([1])])])
    with ZipFile(path) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_sheet_moves_with_its_merges() -> None:
    sheet = Sheet("S", [Row([1]), Row([])], [Merge(0, 0, 3)]).shifted(right=2, down=1)
    assert sheet.rows == [Row([]), Row([None, None, 1]), Row([])]
    assert sheet.merges == [Merge(1, 2, 5)]


def test_sheets_stack_one_below_the_other() -> None:
    first = Sheet("A", [Row(["a"]), Row(["b"])], [Merge(0, 0, 1)])
    second = Sheet("B", [Row(["c"])], [Merge(0, 0, 2)])
    both = stacked("Both", [first, second])
    assert both.rows == [Row(["a"]), Row(["b"]), Row([]), Row([]), Row(["c"])]
    assert both.merges == [Merge(0, 0, 1), Merge(4, 0, 2)]
