"""What another reader of workbooks makes of a file: nobody may land another count than it shows."""

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypeVar
from urllib.parse import unquote

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tasks.receive.reader.marks import MERGED, Mark
from tasks.receive.reader.values import CELL, ROW, Sheet, values_of
from tasks.receive.refusal import RefusedError

COUNT = re.compile(r"[0-9]{1,9}|-")
# What a workbook's dates are counted from, and what the readers agree on.
DAY_0, OLDEST = datetime(1899, 12, 31), datetime(1900, 3, 1)
# A sheet by its number: what messages call it is not always its name.
Place = tuple[int, int, int]
Cells = dict[Place, str]
Seen = TypeVar("Seen")
REFUSED, SAME, UNJUDGED = "refused", "accepted, and read alike", "accepted, not readable elsewhere"


class OtherCountError(AssertionError):
    """Two readers see different cells in an accepted file."""


def outcome(content: bytes, file_name: str = "a.xlsx") -> str:
    """Return what became of a file.

    Raises:
        OtherCountError: it was accepted, and openpyxl sees other cells in it.
    """
    try:
        delivered = values_of(content, file_name)
    except RefusedError:
        return REFUSED
    # A panic of a parser is none of Exception's; the reader's process makes a refusal of it.
    except BaseException as error:
        if isinstance(error, (Exception, KeyboardInterrupt)):
            raise
        return REFUSED
    ours = {
        (number, row, column): cell.strip()
        for number, sheet in enumerate(delivered.sheets)
        for row, line in enumerate(sheet.content.split(ROW), 1)
        for column, cell in enumerate(line.split(CELL), 1)
        if cell.strip()
    }
    theirs, dressed = _quietly(lambda: _elsewhere(content)), _quietly(lambda: _dressed(content))
    if theirs is None or dressed is None:
        return UNJUDGED
    _require_one_name_a_part(content)
    dressed = {place for place in dressed if COUNT.fullmatch(ours.get(place, ""))}
    unmarked = [place for place in dressed if not _is_marked(delivered.sheets, place)]
    if unmarked:
        raise OtherCountError(f"{len(unmarked)} counts are no plain numbers elsewhere")
    # Receiving refuses them by their cell.
    if any(_marks(sheet) for sheet in delivered.sheets):
        return REFUSED
    wrong = [place for place in {*ours, *theirs} if _is_wrong(ours.get(place), theirs.get(place))]
    if wrong:
        told = [(*place, ours.get(place), theirs.get(place)) for place in sorted(wrong)[:4]]
        raise OtherCountError(f"{len(wrong)} cells differ (here, elsewhere), such as {told}")
    return SAME


def _is_marked(sheets: Sequence[Sheet], place: Place) -> bool:
    number, row, column = place
    return any(
        mark.first_row <= row <= mark.last_row and mark.first_column <= column <= mark.last_column
        for mark in _marks(sheets[number])
    )


def _marks(sheet: Sheet) -> list[Mark]:
    # Bands of financial years are merged, above the counts.
    return [mark for mark in sheet.marks if mark.kind != MERGED]


def _require_one_name_a_part(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    letters = {
        re.sub(r"[^a-z0-9_\[\]]", "", unicodedata.normalize("NFKC", unquote(name)).lower())
        for name in names
    }
    if len(letters) < len(names):
        raise OtherCountError("two parts are one to some readers")


def _dressed(content: bytes) -> set[Place]:
    """Cells of runs, struck through, raised or hidden, as openpyxl sees them."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    return {
        (number, cell.row, cell.column)
        for number, sheet in enumerate(workbook.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and _is_dressed(cell)
    }


def _is_dressed(cell: Cell) -> bool:
    font, runs = cell.font, cell.value if isinstance(cell.value, CellRichText) else []
    return bool(
        len(runs) > 1
        or any(run.font.strike or run.font.vertAlign for run in runs if isinstance(run, TextBlock))
        or font.strike
        or font.vertAlign in {"superscript", "subscript"}
        or cell.number_format.startswith(";;;")
    )


def _is_wrong(ours: str | None, theirs: str | None) -> bool:
    # What is no count here is refused later, whatever it is elsewhere ('1_000', another script's
    # digits); a blank is not: it would pass as 0.
    return ours != theirs and (ours is None or COUNT.fullmatch(ours) is not None)


def _quietly(read: Callable[[], Seen]) -> Seen | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except Exception:
        return None


def _elsewhere(content: bytes) -> Cells:
    workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (number, cell.row, cell.column): text
        for number, sheet in enumerate(workbook.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if (text := _text(cell.value))
    }


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        # A number under the format of a date: no delivered month is as old.
        case datetime() if value < OLDEST:
            return str((value - DAY_0).days)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()
