"""Rare large primes are planted as true counts: no file of the release holds one."""

import csv
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pikepdf
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tasks.store import REFERENCE
from tasks.synthesise.demonstration import write_demonstration
from tests.flows.conftest import run
from tests.outputs.conftest import cells_of, folder_of
from tests.outputs.inside import holders, parts, parts_of

SHARP, ALL_ASSAULT = "*MonthlyPFA_Sharp_HES_2023-24_M10*", "*AllAssault_HES_2023-24_M10*"
LATEST = 4  # months, after the last of the bi-annual files, which must agree with earlier ones
Cells = dict[tuple[str, str], int]


def primes_from(number: int) -> Iterator[int]:
    while True:
        if all(number % divisor for divisor in range(2, int(number**0.5) + 1)):
            yield number
        number += 1


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[int]]:
    """A release, and the true counts that were planted for it."""
    drops = tmp_path_factory.mktemp("planted")
    write_demonstration(drops)
    primes = primes_from(500_009)
    counts = plant(drops, SHARP, "", "18-24", primes)
    counts |= plant(drops, ALL_ASSAULT, "All ages", "25 and over", primes)
    made = run(drops, tmp_path_factory.mktemp("planted-data") / "data")
    assert made.exit_code == 0
    return folder_of(made.data), counts


def plant(drops: Path, name: str, all_ages: str, age: str, primes: Iterator[int]) -> set[int]:
    """Make the latest months of every English force primes, and whatever adds up to them."""
    (path,) = drops.glob(name)
    workbook = openpyxl.load_workbook(path)
    _, forces, finer = workbook.worksheets
    rows, finer_rows = rows_of(forces, all_ages != ""), rows_of(finer, True)
    authority = {} if all_ages == "" else authorities()
    counts: set[int] = set()
    for code in sorted({code for code, _ in rows if code.startswith("E23")}):
        for back in range(LATEST):
            prime = next(primes)
            more = prime - value(forces, rows[code, all_ages], back)
            changed = [(forces, rows[code, all_ages])]
            if all_ages:
                inside = next(la for la in authority[code] if (la, age) in finer_rows)
                changed += [(forces, rows[code, age])]
                changed += [(finer, finer_rows[inside, which]) for which in (all_ages, age)]
            else:
                changed += [(finer, finer_rows[code, age])]
                add(forces, rows["E92000001", ""], back, more)  # exact by the rule, so it is shown
            counts |= {add(sheet, row, back, more) for sheet, row in changed}
    workbook.save(path)
    # A multiple of five may be shown lawfully.
    return {count for count in counts if count % 5}


def rows_of(sheet: Worksheet, by_age: bool) -> Cells:
    """The row of each code, and age where there is one."""
    labels = [
        (row, sheet.cell(row, 1).value, sheet.cell(row, 3).value) for row in range(1, sheet.max_row)
    ]
    return {(str(code), str(age) if by_age else ""): row for row, code, age in labels if code}


def authorities() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (REFERENCE / "local_authority.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["pfa_code"], []).append(row["la_code"])
    return found


def last_column(sheet: Worksheet) -> int:
    return max(column for column in range(1, sheet.max_column + 1) if sheet.cell(5, column).value)


def value(sheet: Worksheet, row: int, back: int) -> int:
    return int(sheet.cell(row, last_column(sheet) - back).value)


def add(sheet: Worksheet, row: int, back: int, more: int) -> int:
    cell = sheet.cell(row, last_column(sheet) - back)
    cell.value += more
    return int(cell.value)


def test_no_file_holds_a_true_count(planted: tuple[Path, set[int]]) -> None:
    folder, counts = planted
    searched = list(parts_of(folder))

    assert len(counts) > 4 * 39 * 3
    assert len(searched) > 500
    assert holders(counts, iter(searched)) == {}


def test_what_was_planted_did_reach_the_release(planted: tuple[Path, set[int]]) -> None:
    folder, _ = planted
    latest = [
        int(cell["shown"])
        for cell in cells_of(folder)
        if cell["table"] in {"pfa_month", "all_assault_pfa_month"}
        and cell["period"] == "2024-01"
        and cell["area_code"].startswith("E")
    ]
    assert len(latest) == 2 * 39
    assert min(latest) > 500_000


def packed(text: bytes) -> bytes:
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w", 8) as package:
        package.writestr("xl/sheet.xml", b"<v>" + text + b"</v>")
    with ZipFile(outer, "w", 8) as package:
        package.writestr("ppt/embeddings/book.xlsx", inner.getvalue())
    return outer.getvalue()


def in_pdf(text: bytes) -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"BT (" + text + b") Tj ET")
        pdf.save(made, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(pypdf.PdfReader(made).pages) == 1
    return made.getvalue()


@pytest.mark.parametrize("content", [packed(b"500009"), packed(b"500,009"), in_pdf(b"500009")])
def test_the_search_finds_what_is_hidden_deep(content: bytes) -> None:
    assert holders({500_009}, parts("file", content)).keys() == {500_009}
