"""The files opened and converted by LibreOffice: tables, headings and slides are still there."""

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from tasks.publish.slides import write_slides
from tests.flows.conftest import Made
from tests.outputs.conftest import NAME, converted
from tests.publish.decks import needing_attention, read

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


@pytest.mark.parametrize("attention", [0, 12])
def test_every_slide_is_drawn_and_no_text_runs_into_the_marking(
    demonstration: Made, tmp_path: Path, attention: int
) -> None:
    content, measures = read(demonstration.data)
    told = needing_attention(measures, attention) if attention else measures
    write_slides(content, told, tmp_path / "slides.pptx")
    slides = pypdf.PdfReader(converted(tmp_path / "slides.pptx", "pdf", tmp_path)).pages
    assert len(slides) == 11 + (attention // 4 - 1 if attention else 0)
    for number, slide in enumerate(slides, 1):
        lines = drawn(slide)
        (foot,) = {height for height, text in lines if "OFFICIAL-SENSITIVE" in text}
        at_foot = " ".join(text for height, text in lines if height < foot + 10)
        assert re.fullmatch(rf"OFFICIAL-SENSITIVE until .* release r1\.\s+{number}\s*", at_foot)


def drawn(slide: pypdf.PageObject) -> list[tuple[float, str]]:
    """The texts of a slide as drawn, each with the height of its line, in points."""
    found: list[tuple[float, str]] = []

    def seen(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            found.append((round(matrix[5], 1), text.strip()))

    slide.extract_text(visitor_text=seen)
    return found
