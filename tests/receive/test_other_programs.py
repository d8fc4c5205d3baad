"""What other programs and people write with a plain meaning lands with its counts."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise import Layout
from tests.receive.broken_files import T1, put
from tests.receive.conftest import SHARP, Writer, edited, landed, refused
from tests.receive.test_hostile import T1 as PART
from tests.receive.test_hostile import TYPES, Edit, Parts, add, parts_of, replace, zipped

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MONTHS = {"Apr-12": "April", "May-12": "May", "Jun-12": "June"}
BookEdit = Callable[[Workbook], object]


def extension(inside: str) -> Edit:
    ext = f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}">{inside}</ext></extLst></worksheet>'
    return replace(PART, b"</worksheet>", ext.encode())


def str_text(parts: Parts) -> None:
    """Every text of the sheet."""
    text = re.compile(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')
    assert b"&amp;" in parts[PART]
    parts[PART] = text.sub(rb't="str"><v>\1</v></c>', parts[PART])


def renamed(name: str) -> Edit:
    return replace("xl/workbook.xml", b'name="Cover"', f'name="{name}"'.encode())


PARTS: list[tuple[str, Edit]] = [
    ("a type of no part", replace(TYPES, b"<Override", b'<Default Extension="bin" ContentType="'
     b'application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Override')),
    ("a text of type str with an escape", str_text),
    ("a sparkline", extension("<x14:sparkline><xm:f>T!C6</xm:f></x14:sparkline>")),
    ("an icon set", extension('<x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo>')),
    ("a list validation", extension("<x14:formula1><xm:f>Cover!A1</xm:f></x14:formula1>")),
    ("a no-break space in a name", renamed("Cover\u00a0")),
    ("a zero-width space in a name", renamed("\u200bCover")),
    ("a leftover part in UTF-16", add("customXml/item1.xml", "<a/>".encode("utf-16"))),
    ("what a Mac leaves", add("__MACOSX/xl/._workbook.xml", b"\0\5\x16\7")),
]  # fmt: skip


def months(write_one: Callable[[str], object]) -> BookEdit:
    def edit(workbook: Workbook) -> None:
        for sheet in workbook.worksheets[1:]:
            for cell in sheet[5]:
                if cell.value in MONTHS:
                    cell.value = write_one(str(cell.value))

    return edit


def zeros(written: str) -> BookEdit:
    def edit(workbook: Workbook) -> None:
        for row in workbook[T1].iter_rows(min_row=6, max_row=52, min_col=3):
            for cell in row:
                if cell.value in (0, "-"):
                    cell.value = written

    return edit


def merged_labels(workbook: Workbook) -> None:
    sheet = workbook["Cover"]
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, 3).value, sheet.cell(row, 2).value = sheet.cell(row, 2).value, None
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)


def codes_and_names(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Codes")
    for row in (("PFA code", "Police Force Area"), ("E23000001", "Metropolitan Police")):
        sheet.append(row)


def contents(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Contents", 0)
    sheet["A1"] = f'=HYPERLINK("#\'{T1}\'!A1","{T1}")'


def below(**cells: object) -> BookEdit:
    """Cells below the table of a sheet."""

    def edit(workbook: Workbook) -> None:
        for place, value in cells.items():
            workbook[T1][place] = value

    return edit


def notes(workbook: Workbook) -> None:
    for row, cells in ((55, (1, "Not of people.")), (56, ("Telephone", "01234567890"))):
        for column, value in enumerate(cells, 1):
            workbook[T1].cell(row, column).value = value


BOOKS: list[tuple[str, BookEdit]] = [
    *((f"months as {style('Apr-12')!r}", months(style)) for style in (
        lambda text: text.replace("-", " 20"),
        lambda text: MONTHS[text] + "\u00a02012",
        lambda text: text.replace("-", "\u2013"),
        lambda text: text.upper().replace("-", "/20"),
        lambda text: f"1 {MONTHS[text]} 2012",
        lambda text: f"2012 {MONTHS[text]}",
        lambda text: dt.datetime.strptime(text, "%b-%y").strftime("%m/%Y"),
    )),
    *((f"zeros as {z!r}", zeros(z)) for z in ("\u2013", "\u2212", "\u2014", "\u00a0", " - ")),
    ("labels over two columns", merged_labels),
    ("a sheet of codes and names", codes_and_names),
    ("a contents sheet", contents),
    ("numbered notes", notes),
    *((f"Cover {cell}: {value!r}", put("Cover", cell, value)) for cell, value in (
        ("B7", "April\u00a02012 to June\u00a02012"),
        ("B7", "April 2012 \u2013 June 2012"),
        ("B7", "1 April 2012 to 30 June 2012"),
        ("B8", "2012/13\u00a0M03"),
        ("B8", "2012-13 M3"),
        ("B10", dt.datetime(2012, 8, 10, 9, 30)),
        ("B10", "10-Aug-2012"),
        ("B10", "Friday 10th August 2012"),
    )),
]  # fmt: skip


def counts(data: DataFolder, path: Path) -> dict[tuple[str, ...], int]:
    receipt = receive_drop(path, data)

    assert receipt.outcome == "landed", receipt.reasons
    return landed(data)


@pytest.mark.parametrize("edit", [pytest.param(edit, id=what) for what, edit in PARTS])
def test_parts_that_other_programs_write(
    data: DataFolder, write: Writer, edit: Edit, as_written: dict[tuple[str, ...], int]
) -> None:
    (path,) = write(SHARP)
    parts = parts_of(path)
    edit(parts)
    path.write_bytes(zipped(parts))

    assert counts(data, path) == as_written


@pytest.mark.parametrize("edit", [pytest.param(edit, id=what) for what, edit in BOOKS])
def test_cells_that_people_write(
    data: DataFolder, write: Writer, edit: BookEdit, as_written: dict[tuple[str, ...], int]
) -> None:
    (path,) = write(SHARP)

    assert counts(data, edited(path, edit)) == as_written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_csv_files_with_another_separator(
    data: DataFolder, write: Writer, separator: str, encoding: str
) -> None:
    path, *_ = write(SHARP, layout=Layout(file_format="csv"))
    expected = counts(data, path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_text(text.getvalue(), encoding=encoding)

    assert counts(data, path) == expected


UNTRUE: list[tuple[str, BookEdit, str, str]] = [
    ("no values on the Cover", lambda book: book["Cover"].delete_cols(2, 9),
     "no values right of them", "ended on"),
    ("a header misspelt", put(T1, "A5", "Force"), "row 5: The columns that are recognised",
     "is missing"),
    ("a blank code", put(T1, "A6", None), "row 6, column A: The area code is blank",
     "sql/reference"),
    ("a star", put(T1, "C6", "*"), "the sign of a suppressed one", "dash"),
    ("a decimal", put(T1, "C6", 7.5), "holds a decimal", "dash"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "told", "untrue"),
    [pytest.param(edit, told, untrue, id=what) for what, edit, told, untrue in UNTRUE],
)
def test_a_message_says_what_is_there_and_nothing_untrue(
    data: DataFolder, write: Writer, edit: BookEdit, told: str, untrue: str
) -> None:
    (path,) = write(SHARP)
    reasons = refused(edited(path, edit), data)

    assert told in reasons
    assert untrue not in reasons


@pytest.mark.parametrize("name", ["Table 977", "<b>T1<b>", "=1+1", "T {0}"])
def test_a_sheets_name_is_quoted_only_if_it_is_harmless(
    data: DataFolder, write: Writer, name: str
) -> None:
    def edit(workbook: Workbook) -> None:
        workbook[T1]["C6"] = "*"
        workbook[T1].title = name

    (path,) = write(SHARP)

    assert "Sheet 'no. 2', row 6" in refused(edited(path, edit), data)


def rewritten_by_xlsxwriter(rows: dict[str, list[list[object]]], path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        for name, lines in rows.items():
            sheet = workbook.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)


def rewritten_by_pandas(rows: dict[str, list[list[object]]], path: Path) -> None:
    import pandas

    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        for name, lines in rows.items():
            pandas.DataFrame(lines).to_excel(writer, sheet_name=name, header=False, index=False)


def rewritten_by_polars(rows: dict[str, list[list[object]]], path: Path) -> None:
    import polars
    import xlsxwriter

    with xlsxwriter.Workbook(path) as workbook:
        for name, lines in rows.items():
            width = max(map(len, lines))
            texts = [[*map(_text, line), *[None] * (width - len(line))] for line in lines]
            frame = polars.DataFrame(texts, orient="row", infer_schema_length=None)
            frame.write_excel(workbook, name, include_header=False)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "rewrite", [rewritten_by_xlsxwriter, rewritten_by_pandas, rewritten_by_polars]
)
def test_the_same_drop_by_another_program(
    data: DataFolder,
    write: Writer,
    rewrite: Callable[[dict[str, list[list[object]]], Path], None],
    as_written: dict[tuple[str, ...], int],
) -> None:
    (path,) = write(SHARP)
    workbook = openpyxl.load_workbook(path)
    rows = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in workbook.worksheets
    }
    rewrite(rows, path)

    assert counts(data, path) == as_written
