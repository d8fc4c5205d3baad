"""The files opened and converted by LibreOffice: tables, headings and slides are still there."""

from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from tests.outputs.conftest import NAME, converted

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XLSX = "xlsx:Calc MS Excel 2007 XML"


@pytest.fixture(scope="module")
def original(release: Path) -> Workbook:
    return load_workbook(release / f"{NAME}.xlsx")


def tables_of(workbook: Workbook) -> dict[str, tuple[str, str]]:
    """Each sheet's table: its name and range."""
    return {
        sheet.title: (table.displayName, table.ref)
        for sheet in workbook
        for table in sheet.tables.values()
    }


def title_styles(path: Path) -> set[str | None]:
    """The names of the styles of A1; openpyxl does not read those that LibreOffice writes."""
    with ZipFile(path) as package:
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))
        names = {one.get("xfId"): one.get("name") for one in styles.iter(f"{MAIN}cellStyle")}
        formats = [one.get("xfId") for one in styles.find(f"{MAIN}cellXfs") or ()]
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        firsts = [
            next(ElementTree.fromstring(package.read(name)).iter(f"{MAIN}c")) for name in sheets
        ]
    assert {cell.get("r") for cell in firsts} == {"A1"}
    return {names[formats[int(cell.get("s", 0))]] for cell in firsts}


def test_the_open_document_workbook_keeps_tables_headings_and_figures(
    release: Path, original: Workbook, tmp_path: Path
) -> None:
    made = converted(release / f"{NAME}.ods", XLSX, tmp_path)
    opened = load_workbook(made)
    assert opened.sheetnames == original.sheetnames
    assert tables_of(opened) == tables_of(original)
    assert title_styles(made) == {"Heading 1"}
    assert all(sheet.auto_filter.ref is None for sheet in opened)
    assert opened.properties.title == original.properties.title
    one, other = (CalamineWorkbook.from_path(str(p)) for p in (made, release / f"{NAME}.xlsx"))
    for name in original.sheetnames:
        assert one.get_sheet_by_name(name).to_python() == other.get_sheet_by_name(name).to_python()


def test_the_excel_workbook_opens_and_keeps_tables_and_headings(
    release: Path, original: Workbook, tmp_path: Path
) -> None:
    made = converted(release / f"{NAME}.xlsx", "ods:calc8", tmp_path)
    read = CalamineWorkbook.from_path(str(made))
    assert read.sheet_names == original.sheetnames
    again = converted(made, XLSX, tmp_path / "again")
    assert tables_of(load_workbook(again)).keys() == tables_of(original).keys()
    # The name that LibreOffice gives Excel's built-in style.
    assert title_styles(again) == {"Excel Built-in Heading 1"}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sheets_print_on_no_more_pages_than_they_ask_for(
    release: Path, original: Workbook, tmp_path: Path, kind: str
) -> None:
    asked = sum(sheet.page_setup.fitToHeight for sheet in original)
    drawn = pypdf.PdfReader(converted(release / f"{NAME}.{kind}", "pdf", tmp_path))
    assert len(original.sheetnames) < len(drawn.pages) <= asked < 400
    assert sum("PFA code" in page.extract_text() for page in drawn.pages[:20]) > 5


def test_every_slide_is_drawn(release: Path, tmp_path: Path) -> None:
    drawn = pypdf.PdfReader(converted(release / f"{NAME}-slides.pptx", "pdf", tmp_path))
    assert len(drawn.pages) == 9
    assert all("OFFICIAL-SENSITIVE" in page.extract_text() for page in drawn.pages)
