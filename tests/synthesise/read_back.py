"""A reader of drops for the tests: it finds tables by their header rows, whatever their layout."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

Grid = list[list[object]]
# Area, age, sex, ethnicity, period and measure of a count; a table is known by its dimensions.
Cell = tuple[frozenset[str], str, str, str]
DIMENSIONS = {
    "pfa code": "pfa",
    "la code": "la",
    "region code": "region",
    "age group": "age group",
    "age category": "age category",
    "gender": "sex",
    "ethnic group": "ethnicity",
}
NAMES = {
    "police force area of residence",
    "local authority of residence",
    "government office region of residence",
}
MONTH_FORMATS = ("%b-%y", "%B %Y", "%Y-%m")


def grids(paths: Iterable[Path]) -> list[Grid]:
    """The cells of every sheet or CSV file."""
    return [
        grid for path in paths for grid in (_csv(path) if path.suffix == ".csv" else _xlsx(path))
    ]


def plain(value: object) -> str:
    """A label without case, punctuation and spacing."""
    return re.sub(r"[\s-]+", " ", str(value).lower().replace("&", "and")).strip()


def counts(paths: Iterable[Path]) -> dict[Cell, int]:
    """Every count above 0 by its table's dimensions, its labels, its period and its measure."""
    found: dict[Cell, int] = {}
    for grid in grids(paths):
        for cell, count in _table_cells(grid):
            assert cell not in found
            found[cell] = count
    return {cell: count for cell, count in found.items() if count}


def month(value: object) -> str | None:
    """A month of any style as `2012-04`."""
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    for style in MONTH_FORMATS:
        try:
            return f"{datetime.strptime(str(value), style):%Y-%m}"
        except ValueError:
            continue
    return None


def _csv(path: Path) -> list[Grid]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[[*row] for row in csv.reader(file)]]


def _xlsx(path: Path) -> list[Grid]:
    book = CalamineWorkbook.from_path(path)
    return [
        book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    ]


def _table_cells(grid: Grid) -> Iterator[tuple[Cell, int]]:
    header: list[object] = []
    for row in grid:
        if any(plain(value) in DIMENSIONS for value in row):
            header = row
        elif not any(value != "" for value in row):
            header = []
        elif header:
            yield from _row_cells(header, row)


def _row_cells(header: list[object], row: list[object]) -> Iterator[tuple[Cell, int]]:
    labels: dict[str, str] = {}
    fixed = {"month": "", "year": "", "measure": "FAE"}
    values: list[tuple[str, str, object]] = []
    for name, value in zip(header, row, strict=False):
        label = plain(name)
        if label in DIMENSIONS:
            labels[DIMENSIONS[label]] = str(value)
        elif label in fixed:
            fixed[label] = str(month(value) if label == "month" else value)
        elif label in ("fae", "fce"):
            values.append(("", label.upper(), value))
        elif label and label not in NAMES:
            values.append((str(month(name)), "", value))
    dimensions = frozenset(labels) | {kind for kind in ("month", "year") if fixed[kind]}
    for period, measure, value in values:
        kinds = dimensions | ({"month"} if period else set())
        key = "|".join(labels[kind] for kind in sorted(labels))
        period = period or fixed["month"] or fixed["year"]
        count = 0 if value in ("", "-") else int(str(value).removesuffix(".0"))
        yield (frozenset(kinds), key, period, measure or fixed["measure"]), count
