"""Read a workbook or a CSV file into text, cell by cell, and nothing else."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from tasks.receive.reader import limits
from tasks.receive.reader.container import MISSHAPEN, NO_WORKBOOK, ZIP, parts_of
from tasks.receive.reader.marks import Mark
from tasks.receive.reader.plain_text import plain
from tasks.receive.reader.raw_workbook import guarded
from tasks.receive.reader.sheet_name import quotable, told_apart
from tasks.receive.reader.structure import MisshapenError
from tasks.receive.refusal import Reason, RefusedError

Cell = object
ROW, CELL = "\x1e", "\x1f"
CONTROL = "The text of a cell holds control characters. Ask the sender for the file without them."
TOO_LARGE = "The file is larger than any delivered one. Ask the sender what it is."
TOO_MANY_CELLS = "The file holds more cells or text than any delivered one. Ask the sender for it."
NEITHER = "The file is neither .xlsx nor .csv. Ask for one of the two."
NO_CSV = (
    "The file is a workbook or an archive under the name of a CSV file. Ask the sender which of "
    "the two was meant."
)
NOT_UTF_8 = "The CSV file is not in UTF-8. Ask the sender to save it as UTF-8."
QUOTES = (
    "The CSV file's quotes do not match, or its cells are not parted by commas, semicolons, tabs "
    "or bars. Ask the sender to save it with commas."
)
NO_SEPARATOR = (
    "The CSV file's cells are not parted by commas, semicolons, tabs or bars. Ask the sender to "
    "save it with commas."
)
SEPARATORS = ",;\t|"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Excel's own first line.
_SEPARATOR_SAID = re.compile(r"\"?sep=([,;\t|])\"?\r?\n")


class Sheet(NamedTuple):
    """One sheet as text: rows joined by the ASCII record separator, cells by the unit separator.

    Row i + 1, column j + 1 is the text between the i-th and j-th of them; blank cells are ''.
    ``name`` is what messages call the sheet; ``marks`` say which cells are no plain text or number.
    """

    name: str
    content: str
    marks: list[Mark]


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
        sheets = guarded(parts)
    except MisshapenError:
        raise _refused(MISSHAPEN) from None
    except (KeyError, ValueError, ParseError, ExpatError):
        raise _refused(NO_WORKBOOK) from None
    del parts
    texts = parsed(content, [sheet.name for sheet in sheets])
    labels = told_apart([sheet.label for sheet in sheets])
    return [
        Sheet(label, text, sheet.marks)
        for label, sheet, text in zip(labels, sheets, texts, strict=True)
    ]


def parsed(content: bytes, names: list[str]) -> list[str]:
    """Read the sheets of these names of a workbook that the guard let pass, as a text each.

    Raises:
        RefusedError: the parser cannot read it, or knows the sheets by other names: then it reads
            another file than the guard did.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            if [sheet.name for sheet in workbook.sheets_metadata] != names:
                raise _refused(NO_WORKBOOK)
            return [
                _sheet(workbook.get_sheet_by_name(name), quotable(name, number))
                for number, name in enumerate(names, 1)
            ]
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _refused(NO_WORKBOOK) from None


def _sheet(sheet: object, label: str) -> str:
    rows = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    return _joined((list(map(_text, row)) for row in rows), label)


# Counts repeat; typed, for 1.0 and true are equal and another text.
@lru_cache(maxsize=65_536, typed=True)
def _text(cell: Cell) -> str:
    match cell:
        # Nearly all cells. Excel stores every number as a float: 12.0 is the whole number 12.
        case float() if cell.is_integer():
            return str(int(cell))
        case str():
            return plain(cell)
        case bool():
            return str(cell).upper()
        case datetime() if cell.time().isoformat() == "00:00:00":
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


def _csv(content: bytes, file_name: str) -> Sheet:
    if content.startswith(ZIP):
        raise _refused(NO_CSV)
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(NOT_UTF_8) from None
    # UTF-16 or UTF-32 without its mark.
    if "\0" in text:
        raise _refused(NOT_UTF_8)
    if max(map(text.count, SEPARATORS)) + text.count("\n") > limits.CELLS:
        raise _refused(TOO_MANY_CELLS)
    return Sheet(file_name, plain(_joined(_rows(text), file_name)), [])


def _rows(text: str) -> list[list[str]]:
    """Split the lines at the separator that makes a table of them.

    Raises:
        RefusedError: quotes that do not match, or lines that nothing separates into cells.
    """
    if "\n" in text.strip() and not any(one in text for one in SEPARATORS):
        raise _refused(NO_SEPARATOR)
    if said := _SEPARATOR_SAID.match(text):
        return _split(text[said.end() :], said[1])
    # One that hardly any line has makes no table.
    wanted = [one for one in SEPARATORS if text.count(one) > text.count("\n") // 2]
    if wanted in ([], [","]):
        return _split(text, ",")
    return max(_readable(text, wanted), key=_cells_of_tables)


def _readable(text: str, separators: list[str]) -> Iterator[list[list[str]]]:
    failed = []
    for separator in separators:
        try:
            yield _split(text, separator)
        except RefusedError as refused:
            failed.append(refused)
    if len(failed) == len(separators):
        raise failed[0]


def _split(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise _refused(QUOTES) from None


def _cells_of_tables(rows: list[list[str]]) -> int:
    """Count the cells of the lines that are as wide as most: those of a table."""
    widths = Counter(map(len, rows))
    return max((number * (width - 1) for width, number in widths.items()), default=0)


def _joined(rows: Iterable[list[str]], label: str) -> str:
    """Join what a workbook may spell as an escape (_x001F_) only if no cell holds a separator."""
    lines, cells = [], 0
    for row in rows:
        lines.append(CELL.join(row))
        cells += max(len(row) - 1, 0)
    content = ROW.join(lines)
    separators = content.count(CELL) + content.count(ROW)
    if separators != cells + max(len(lines) - 1, 0) or "\0" in content:
        raise RefusedError([Reason(label, what=CONTROL)])
    if len(content) > limits.CHARACTERS:
        raise _refused(TOO_MANY_CELLS)
    return content


def _refused(what: str) -> RefusedError:
    return RefusedError([Reason(what=what)])
