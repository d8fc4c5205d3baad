"""Text that a spreadsheet would run as a formula never reaches an output."""

import csv
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import load
from odf.table import TableCell

from tests.flows.conftest import run
from tests.flows.test_monthly import release, write_month
from tests.outputs.inside import parts_of

PLANTED = '=HYPERLINK("http://a.example","b")'
STARTS = ("=", "+", "@", "\t", "\r")


@pytest.mark.slow
def test_no_output_holds_a_formula(drops: Path, tmp_path: Path) -> None:
    for number, path in enumerate(write_month(drops, "2012/13 M01")):
        workbook = openpyxl.load_workbook(path)
        workbook.worksheets[1]["A2"].value = PLANTED
        workbook.worksheets[1]["A2"].data_type = "s"
        workbook.worksheets[1]["B6"].value = "@SUM(1)"
        workbook.worksheets[1].title = f"=1+{number}"
        workbook.save(path)
    made = run(drops, tmp_path / "data")
    folder = release(made.data, "2012-04")
    (workbook_path,) = folder.glob("*.xlsx")
    (document,) = folder.glob("*.ods")

    assert made.exit_code == 0
    for sheet in openpyxl.load_workbook(workbook_path):
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f"]
            assert not [cell for cell in row if str(cell.value or "").startswith(STARTS)]
    assert not [
        cell for cell in load(document).getElementsByType(TableCell) if cell.getAttribute("formula")
    ]
    with (folder / "cells.csv").open(encoding="utf-8", newline="") as file:
        assert not [
            one for row in csv.reader(file) for one in row if one.startswith((*STARTS, "-"))
        ]
    for name, content in parts_of(folder):
        assert b"HYPERLINK(" not in content, name
