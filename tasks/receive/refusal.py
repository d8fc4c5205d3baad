"""Why a drop is refused, in words a person can act on."""

from typing import NamedTuple


class Reason(NamedTuple):
    """One thing wrong with a drop: where (rows from 1, columns as letters), what, what to do.

    A reason never holds a cell's text: it could be a count.
    """

    sheet: str = ""
    row: int = 0
    column: str = ""
    what: str = ""

    def __str__(self) -> str:
        place = [f"Sheet '{self.sheet}'"] if self.sheet else []
        place += [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.what}" if place else self.what


class RefusedError(Exception):
    """A drop breaks the contract: it goes to quarantine with these reasons."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(f"{len(reasons)} reason(s) to refuse the drop")
        self.reasons = reasons


def letters(column: int | None) -> str:
    """Return the letters of a column, from its number (from 1); '' for none."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column) if column else ""
