"""The same good drop, written by programs that people use: it lands with the same counts.

One that is not installed is skipped by its name. Python's own are in test_other_programs.py.
"""

import csv
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.receive.conftest import SHARP, Counts, Reader, Writer

pytestmark = pytest.mark.outputs

HERE = Path(__file__).parent / "programs"
# Sheets by name, of rows of cells.
Rows = dict[str, list[list[object]]]
Program = Callable[[Path, Path], None]
XLSX = "xlsx:Calc MS Excel 2007 XML"
# Separator, quote, characters: UTF-8, UTF-16 and the system's own.
TEXTS = [
    f"csv:Text - txt - csv (StarCalc):{how}" for how in ("59,34,76", "9,34,65535", "124,34,76")
]
FIRST_TABLE = "month by force"
SECONDS = 300


def run(*command: object, folder: Path | None = None) -> None:
    name = str(command[0])
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    subprocess.run(
        [*map(str, command)], check=True, capture_output=True, timeout=SECONDS, cwd=folder
    )


def rows_of(path: Path) -> Rows:
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(path).worksheets
    }


def on_one_sheet(path: Path) -> Path:
    """The Cover and the first table, as a CSV file holds them."""
    cover, table, *_ = rows_of(path).values()
    workbook = openpyxl.Workbook()
    for row in [*cover, [], *table]:
        workbook.active.append(row)
    workbook.save(path)
    return path


@cache
def profile() -> tempfile.TemporaryDirectory[str]:
    """LibreOffice's own, made once: that takes as long as a conversion."""
    return tempfile.TemporaryDirectory()


def libreoffice(kind: str) -> Program:
    def write(path: Path, into: Path) -> None:
        folder = into.parent / "converted"
        home = f"-env:UserInstallation={Path(profile().name).as_uri()}"
        run("soffice", home, "--headless", "--convert-to", kind, "--outdir", folder, path)
        (folder / f"{path.stem}.{kind.partition(':')[0]}").rename(into)

    return write


def open_document(path: Path, into: Path) -> None:
    """Written by odfpy, saved as a workbook by LibreOffice."""
    document = OpenDocumentSpreadsheet()
    for name, rows in rows_of(path).items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(path.with_suffix(".ods"))
    libreoffice(XLSX)(path.with_suffix(".ods"), into)


def _cell(value: object) -> TableCell:
    if isinstance(value, int):
        return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value or ""))
    return cell


def gnumeric(kind: str, options: str = "") -> Program:
    def write(path: Path, into: Path) -> None:
        run("ssconvert", "-T", kind, *(["-O", options] if options else []), path, into)

    return write


def r_openxlsx(path: Path, into: Path) -> None:
    folder = into.parent / "sheets"
    folder.mkdir()
    for number, (name, rows) in enumerate(rows_of(path).items()):
        with (folder / f"{number} {name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    if subprocess.run(["Rscript", "-e", "library(openxlsx)"], capture_output=True).returncode:
        pytest.skip("R's openxlsx is not installed")
    run("Rscript", HERE / "write.R", folder, into)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the libraries that the lock names."""
    folder = tmp_path_factory.mktemp("node")
    for file in HERE.iterdir():
        shutil.copy(file, folder)
    try:
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("SheetJS and exceljs are not installed: npm's registry does not answer")
    return folder


WORKBOOKS: list[tuple[str, Program]] = [
    ("LibreOffice", libreoffice(XLSX)),
    ("LibreOffice, the standard", libreoffice("xlsx:Calc Office Open XML")),
    ("odfpy and LibreOffice", open_document),
    ("Gnumeric", gnumeric("Gnumeric_Excel:xlsx2")),
    ("Gnumeric, of 2007", gnumeric("Gnumeric_Excel:xlsx")),
    ("R's openxlsx", r_openxlsx),
]
BY_NODE = ["sheetjs", "sheetjs-shared", "exceljs", "exceljs-streaming"]
AS_TEXT: list[tuple[str, Program]] = [
    *((f"LibreOffice, {kind}", libreoffice(kind)) for kind in TEXTS),
    ("Gnumeric", gnumeric("Gnumeric_stf:stf_csv")),
    ("Gnumeric, with bars", gnumeric("Gnumeric_stf:stf_assistant", "separator=| charset=UTF-16")),
]


def written_by(program: Program, path: Path, suffix: str) -> Path:
    """The drop under its name, written again."""
    into = path.parent / "again" / path.with_suffix(suffix).name
    into.parent.mkdir()
    source = path.rename(into.parent / "source.xlsx")
    program(source, into)
    return into


@pytest.mark.parametrize("program", [pytest.param(one, id=what) for what, one in WORKBOOKS])
def test_workbooks(read: Reader, write: Writer, as_written: Counts, program: Program) -> None:
    (path,) = write(SHARP)

    again = written_by(program, path, ".xlsx")

    assert read(again.read_bytes(), again.name) == as_written


@pytest.mark.parametrize("program", BY_NODE)
def test_workbooks_by_node(
    read: Reader, write: Writer, as_written: Counts, node: Path, program: str
) -> None:
    def by_node(path: Path, into: Path) -> None:
        rows = into.parent / "rows.json"
        rows.write_text(json.dumps(rows_of(path)), encoding="utf-8")
        run("node", node / "write.cjs", program, rows, into)

    (path,) = write(SHARP)

    again = written_by(by_node, path, ".xlsx")

    assert read(again.read_bytes(), again.name) == as_written


@pytest.mark.parametrize("program", [pytest.param(one, id=what) for what, one in AS_TEXT])
def test_texts(read: Reader, write: Writer, as_written: Counts, program: Program) -> None:
    (path,) = write(SHARP)
    expected = {key: count for key, count in as_written.items() if key[0] == FIRST_TABLE}

    again = written_by(program, on_one_sheet(path), ".csv")

    assert read(again.read_bytes(), again.name) == expected
