"""Read a workbook or a CSV file into text, cell by cell, and nothing else."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from tasks.receive.reader import limits
from tasks.receive.reader.container import NO_WORKBOOK, parts_of
from tasks.receive.reader.raw_workbook import names_of_sheets, reasons_to_refuse
from tasks.receive.refusal import Reason, RefusedError

Cell = object
ROW, CELL = "\x1e", "\x1f"
CONTROL = "The text of a cell holds control characters. Ask the sender for the file without them."
TOO_LARGE = "The file is larger than any delivered one. Ask the sender what it is."
TOO_MANY_CELLS = "The file holds more cells or text than any delivered one. Ask the sender for it."
NEITHER = "The file is neither .xlsx nor .csv. Ask for one of the two."
NOT_UTF_8 = "The CSV file is not in UTF-8. Ask the sender to save it as UTF-8."
QUOTES = "The CSV file's quotes do not match. Ask the sender for it again."


class Sheet(NamedTuple):
    """One sheet as text: rows joined by the ASCII record separator, cells by the unit separator.

    Row i + 1, column j + 1 is the text between the i-th and j-th of them; blank cells are ''.
    """

    name: str
    content: str
    holds_cover: bool


class Delivered(NamedTuple):
    """A delivered file as read: ``layout`` is 'workbook' (all tables) or 'csv' (one table)."""

    sheets: list[Sheet]
    layout: str


def values_of(content: bytes, file_name: str) -> Delivered:
    """Read the content of an xlsx or CSV file; its name says which of the two.

    Raises:
        RefusedError: not a readable workbook or CSV file, or one with what none may hold.
    """
    if len(content) > limits.FILE_BYTES:
        raise _refused(TOO_LARGE)
    match file_name.lower().rpartition(".")[2]:
        case "xlsx":
            return Delivered(_workbook(content), "workbook")
        case "csv":
            return Delivered([_csv(content, file_name)], "csv")
    raise _refused(NEITHER)


def _workbook(content: bytes) -> list[Sheet]:
    parts = parts_of(content)
    try:
        reasons = reasons_to_refuse(parts)
    except (KeyError, ValueError, ParseError, ExpatError):
        raise _refused(NO_WORKBOOK) from None
    if reasons:
        raise RefusedError(reasons)
    names = names_of_sheets(parts)
    del parts
    return parsed(content, names)


def parsed(content: bytes, names: list[str]) -> list[Sheet]:
    """Read the sheets of these names of a workbook that the guard let pass.

    Raises:
        RefusedError: the parser cannot read it, or knows the sheets by other names: then it reads
            another file than the guard did.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            if [sheet.name for sheet in workbook.sheets_metadata] != names:
                raise _refused(NO_WORKBOOK)
            return [_sheet(workbook.get_sheet_by_name(name)) for name in names]
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _refused(NO_WORKBOOK) from None


def _sheet(sheet: object) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    name = str(sheet.name)  # type: ignore[attr-defined]
    return _joined(name, (list(map(_text, row)) for row in rows), name.strip().lower() == "cover")


# Counts repeat; typed, for 1.0 and true are equal and another text.
@lru_cache(maxsize=65_536, typed=True)
def _text(cell: Cell) -> str:
    match cell:
        # Nearly all cells. Excel stores every number as a float: 12.0 is the whole number 12.
        case float() if cell.is_integer():
            return str(int(cell))
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case datetime() if cell.time().isoformat() == "00:00:00":
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


def _csv(content: bytes, file_name: str) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(NOT_UTF_8) from None
    if text.count(",") + text.count("\n") > limits.CELLS:
        raise _refused(TOO_MANY_CELLS)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise _refused(QUOTES) from None
    return _joined(file_name, rows, holds_cover=True)


def _joined(name: str, rows: Iterable[list[str]], holds_cover: bool) -> Sheet:
    """Join what a workbook may spell as an escape (_x001F_) only if no cell holds a separator."""
    lines, cells = [], 0
    for row in rows:
        lines.append(CELL.join(row))
        cells += max(len(row) - 1, 0)
    content = ROW.join(lines)
    separators = content.count(CELL) + content.count(ROW)
    if separators != cells + max(len(lines) - 1, 0) or "\0" in content:
        raise RefusedError([Reason(name, what=CONTROL)])
    if len(content) > limits.CHARACTERS:
        raise _refused(TOO_MANY_CELLS)
    return Sheet(name, content, holds_cover)


def _refused(what: str) -> RefusedError:
    return RefusedError([Reason(what=what)])
