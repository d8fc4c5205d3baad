"""Read a delivered file into text, cell by cell, and nothing else."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tasks.receive.refusal import Reason, RefusedError

Cell = object
SEPARATORS = ("\x1e", "\x1f", "\x00")


@dataclass(frozen=True)
class Sheet:
    """One sheet as text: ``cells[i][j]`` is row i + 1, column j + 1; blank cells are ''."""

    name: str
    cells: list[list[str]]
    holds_cover: bool


@dataclass(frozen=True)
class Delivered:
    """A delivered file as read: ``layout`` is 'workbook' (all tables) or 'csv' (one table)."""

    sheets: list[Sheet]
    layout: str


def read_drop(content: bytes, name: str) -> Delivered:
    """Read an xlsx or CSV file from memory.

    Raises:
        RefusedError: not a readable workbook or CSV file, or one with formulas or error values.
    """
    match Path(name).suffix.lower():
        case ".xlsx":
            return _workbook(content)
        case ".csv":
            return _csv(name, content)
    raise RefusedError([Reason(what="The file is neither .xlsx nor .csv. Ask for one of the two.")])


def _workbook(content: bytes) -> Delivered:
    import python_calamine

    from tasks.receive.raw_workbook import cells_without_a_value

    try:
        reasons = cells_without_a_value(content)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            names = [sheet.name for sheet in workbook.sheets_metadata]
            sheets = [_sheet(workbook.get_sheet_by_name(name)) for name in names]
    except (python_calamine.CalamineError, OSError, KeyError, ValueError, SyntaxError):
        raise RefusedError(
            [Reason(what="The file is not a readable xlsx workbook. Ask the sender for it again.")]
        ) from None
    if reasons:
        raise RefusedError(reasons)
    return Delivered(sheets, "workbook")


def _sheet(sheet: object) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    name = str(sheet.name)  # type: ignore[attr-defined]
    cells = [[_text(cell) for cell in row] for row in rows]
    return Sheet(name, cells, holds_cover=name.strip().lower() == "cover")


def _text(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        # Excel stores every number as a float: 12.0 is the whole number 12.
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time().isoformat() == "00:00:00":
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


def _csv(name: str, content: bytes) -> Delivered:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            [Reason(what="The CSV file is not in UTF-8. Ask the sender to save it as UTF-8.")]
        ) from None
    if any(separator in text for separator in SEPARATORS):
        raise RefusedError(
            [Reason(what="The CSV file holds control characters. Ask the sender for it again.")]
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise RefusedError(
            [Reason(what="The CSV file's quotes do not match. Ask the sender for it again.")]
        ) from None
    return Delivered([Sheet(name, rows, holds_cover=True)], "csv")
