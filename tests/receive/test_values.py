"""Cells become text by what they are, though many are equal."""

import io
from datetime import datetime

import openpyxl
import pytest

from tasks.receive.reader.sheet_name import told_apart
from tasks.receive.reader.values import CELL, ROW, values_of


def texts(*rows: list[object]) -> list[list[str]]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    (read,) = values_of(content.getvalue(), "a.xlsx").sheets
    return [line.split(CELL) for line in read.content.split(ROW)]


@pytest.mark.parametrize("row", [[1, True, "1"], [True, 1, 0, False], [0.5, 12, 12.0, "12.0"]])
def test_cells_that_are_equal_keep_their_own_text(row: list[object]) -> None:
    expected = [
        cell if isinstance(cell, str) else str(cell).upper().removesuffix(".0") for cell in row
    ]

    assert texts(row, row) == [expected, expected]


def test_a_day_is_written_as_one() -> None:
    assert texts([datetime(2012, 4, 1), datetime(2012, 4, 1, 12)]) == [
        ["2012-04-01", "2012-04-01T12:00:00"]
    ]


@pytest.mark.parametrize(
    ("labels", "called"),
    [
        (["Cover", "T1"], ["Cover", "T1"]),
        # Two spaces, and one.
        (["Cover", "T 1", "T 1"], ["Cover", "no. 2", "no. 3"]),
        (["no. 2", "no. 2", "T1"], ["no. 1", "no. 2", "T1"]),
        (["no. 2", "T1", "no. 3"], ["no. 1", "T1", "no. 3"]),
    ],
)
def test_no_two_sheets_are_called_alike(labels: list[str], called: list[str]) -> None:
    assert told_apart(labels) == called
