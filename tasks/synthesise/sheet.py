"""A sheet of cells, before it is written to a workbook or a CSV file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Cell = str | int | date | None
Style = Literal["plain", "title", "heading"]


class Row(NamedTuple):
    """One row of cells from the first column, all in one style."""

    cells: list[Cell]
    style: Style = "plain"


class Merge(NamedTuple):
    """Columns of one row merged into one cell. Numbers start at 0; the last is included."""

    row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """A named sheet: its rows from the top, and its merged cells."""

    name: str
    rows: list[Row]
    merges: list[Merge] = field(default_factory=list)

    def shifted(self, right: int, down: int) -> "Sheet":
        """Return the sheet with empty columns on its left and empty rows above it."""
        empty: list[Cell] = [None] * right
        rows = [Row([*empty, *row.cells] if row.cells else [], row.style) for row in self.rows]
        merges = [
            Merge(row + down, first + right, last + right) for row, first, last in self.merges
        ]
        return Sheet(self.name, [Row([])] * down + rows, merges)


def stacked(name: str, sheets: list[Sheet]) -> Sheet:
    """Return one sheet with all sheets one below the other, two empty rows between them."""
    rows: list[Row] = []
    merges: list[Merge] = []
    for sheet in sheets:
        merges += sheet.shifted(0, len(rows)).merges
        rows += [*sheet.rows, Row([]), Row([])]
    return Sheet(name, rows[:-2], merges)
