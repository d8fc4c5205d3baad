"""The OpenDocument workbook: the sheets of the Excel one, with named tables and headings."""

import sys
from datetime import date
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from tasks.publish.ods import write_ods
from tasks.publish.release_content import read_content
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, NAMES, Row, store

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"


def written(data: DataFolder, path: Path) -> None:
    with release_store(data) as connection:
        write_ods(read_content(connection, MONTH, 1), path)


@pytest.fixture(scope="session")
def ods(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("ods"))
    data.prepare()
    store(data, rows)
    written(data, data.root / "workbook.ods")
    return data.root / "workbook.ods"


def part(ods: Path, name: str) -> ElementTree.Element:
    with ZipFile(ods) as package:
        return ElementTree.fromstring(package.read(name))


def sheets(ods: Path) -> dict[str, ElementTree.Element]:
    return {
        sheet.get(f"{TABLE}name", ""): sheet
        for sheet in part(ods, "content.xml").iter(f"{TABLE}table")
    }


def test_it_reads_as_the_excel_workbook(ods: Path, workbook: Workbook) -> None:
    read = CalamineWorkbook.from_path(str(ods))
    assert read.sheet_names == workbook.sheetnames
    for name in ("Protection", *NAMES):
        excel = [[cell.value for cell in row if cell.value is not None] for row in workbook[name]]
        found = [
            [cell for cell in row if cell != ""] for row in read.get_sheet_by_name(name).to_python()
        ]
        # Dates never: a period is a text, as it is in Excel.
        assert not any(isinstance(cell, date) for row in found for cell in row)
        assert found == excel


def test_it_is_whole_though_something_holds_the_frames(
    ods: Path, rows: list[Row], tmp_path: Path
) -> None:
    # The profiler of Dask's workers does: what a library leaves to be closed by the end of its
    # function is open for as long.
    data = DataFolder(tmp_path)
    data.prepare()
    store(data, rows)
    held: list[FrameType] = []
    before = sys.getprofile()
    sys.setprofile(
        lambda frame, *_: held.append(frame) if "odf" in frame.f_code.co_filename else None
    )
    try:
        written(data, tmp_path / "workbook.ods")
    finally:
        sys.setprofile(before)
    assert held
    assert (tmp_path / "workbook.ods").read_bytes() == ods.read_bytes()


def test_every_table_is_named_and_has_its_range(ods: Path, workbook: Workbook) -> None:
    named = {
        found.get(f"{TABLE}name"): found.get(f"{TABLE}target-range-address")
        for found in part(ods, "content.xml").iter(f"{TABLE}database-range")
    }
    excel = {
        table.displayName: (sheet.title, table.ref)
        for sheet in workbook
        for table in sheet.tables.values()
    }
    assert named == {
        name: f"'{sheet}'.{ref.split(':')[0]}:'{sheet}'.{ref.split(':')[1]}"
        for name, (sheet, ref) in excel.items()
    }


def test_titles_are_headings(ods: Path) -> None:
    for name, sheet in sheets(ods).items():
        first = next(sheet.iter(f"{TABLE}table-cell"))
        assert first.get(f"{TABLE}style-name") == "Heading_20_1", name
    styles = {
        style.get(f"{STYLE}name"): style.get(f"{STYLE}display-name")
        for style in part(ods, "styles.xml").iter(f"{STYLE}style")
    }
    assert styles["Heading_20_1"] == "Heading 1"
    assert styles["Heading_20_2"] == "Heading 2"


def test_header_rows_are_declared(ods: Path) -> None:
    for name, sheet in sheets(ods).items():
        assert len(list(sheet.iter(f"{TABLE}table-header-rows"))) == (name != "Cover")


def test_nothing_is_merged_or_hidden_or_filtered(ods: Path) -> None:
    content = part(ods, "content.xml")
    for cell in content.iter(f"{TABLE}table-cell"):
        assert f"{TABLE}number-columns-spanned" not in cell.attrib
    assert not list(content.iter(f"{TABLE}covered-table-cell"))
    assert "collapse" not in {found.get(f"{TABLE}visibility") for found in content.iter()}
    buttons = {
        found.get(f"{TABLE}display-filter-buttons")
        for found in content.iter(f"{TABLE}database-range")
    }
    assert buttons == {"false"}


def test_type_is_sans_serif_of_twelve_points_or_more(ods: Path) -> None:
    found = list(part(ods, "styles.xml").iter(f"{STYLE}text-properties"))
    assert {one.get(f"{STYLE}font-name") for one in found} == {"Arial"}
    assert min(int(one.get(f"{FO}font-size", "0pt")[:-2]) for one in found) == 12
    assert {one.get(f"{FO}language") for one in found} == {"en"}


def test_contents_link_to_every_sheet(ods: Path) -> None:
    links = [link.get(f"{XLINK}href") for link in sheets(ods)["Contents"].iter(f"{TEXT}a")]
    assert links == [f"#'{name}'.A1" for name in ("Cover", "Notes", "Protection", *NAMES)]


def test_properties_say_what_the_file_is(ods: Path) -> None:
    text = ElementTree.tostring(part(ods, "meta.xml"), encoding="unicode")
    for words in ("January 2024, release r1", "Home Office", "en-GB", "sharp object", "2024-03-11"):
        assert words in text


def test_the_package_is_known_by_its_first_part(ods: Path) -> None:
    with ZipFile(ods) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert package.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"


def test_two_runs_give_the_same_bytes(data: DataFolder, tmp_path: Path, rows: list[Row]) -> None:
    store(data, rows)
    written(data, tmp_path / "one.ods")
    written(data, tmp_path / "two.ods")
    assert (tmp_path / "one.ods").read_bytes() == (tmp_path / "two.ods").read_bytes()
