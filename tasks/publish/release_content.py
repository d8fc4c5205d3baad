"""A release and the tables of its workbook, read from the release store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tasks.protect.policy import Policy, policy_shown, tables_left_out
from tasks.store.statements import statement

PROTECTION = "Protection"
PROTECTED = "How many figures of each sheet are hidden or shown more coarsely"
CAPPED = "at least"  # begins a figure that is shown as no less than a number


@dataclass(frozen=True)
class Input:
    """A delivered file behind the release."""

    dataset: str
    source: str
    country: str
    extract: str
    extract_date: date
    covered_to: date
    is_synthetic: bool


@dataclass(frozen=True)
class Row:
    """A row of a table: its labels, its status (none where columns are periods), its figures."""

    labels: tuple[str, ...]
    status: str | None
    shown: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells before the figures."""
        return self.labels if self.status is None else (*self.labels, self.status)


@dataclass(frozen=True)
class PlainSheet:
    """A sheet with one table; ``shown`` of each of its rows is as long as ``figure_headers``."""

    rows: Sequence[Row]
    name: str
    title: str
    row_headers: Sequence[str]
    figure_headers: Sequence[str]

    @property
    def has_status(self) -> bool:
        """Whether rows have a status: their columns are no periods."""
        return any(row.status is not None for row in self.rows)

    @property
    def text_headers(self) -> tuple[str, ...]:
        """The headers before those of the figures."""
        return (*self.row_headers, "Status") if self.has_status else tuple(self.row_headers)


@dataclass(frozen=True)
class TableSheet(PlainSheet):
    """A table of figures, with what they have in common."""

    datasets: Sequence[str]
    remark: str | None
    periods_down: bool
    first_period: str
    last_period: str
    causes: Sequence[str]
    measures: Sequence[str]
    roundings: Sequence[int]
    statuses: Sequence[str]
    is_national: bool
    sources: Sequence[str]

    @property
    def symbols(self) -> list[str]:
        """The symbols that stand for figures on this sheet."""
        return symbols(shown for row in self.rows for shown in row.shown)


@dataclass(frozen=True)
class Content:
    """A release as its workbook shows it."""

    month: date
    revision: int
    inputs: Sequence[Input]
    rule: Policy
    sheets: Sequence[TableSheet]
    protection: PlainSheet
    left_out: Sequence[str]
    tables_left_out: Sequence[str]

    @property
    def is_synthetic(self) -> bool:
        """Whether any file behind the release is synthetic."""
        return any(file.is_synthetic for file in self.inputs)

    @property
    def data_as_at(self) -> date:
        """The date of the latest extract."""
        return max(file.extract_date for file in self.inputs)

    @property
    def stamp(self) -> datetime:
        """The time that files of the release bear: noon of the latest extract, UTC."""
        return datetime.combine(self.data_as_at, time(12))

    @property
    def symbols(self) -> list[str]:
        """Every symbol of the release's tables."""
        return sorted({symbol for sheet in self.sheets for symbol in sheet.symbols})

    @property
    def roundings(self) -> list[int]:
        """Every step that the release's figures are rounded to, 1 for none."""
        return sorted({base for sheet in self.sheets for base in sheet.roundings})

    def latest_month(self, country: str, dataset: str) -> date | None:
        """The last month that a country's files of a dataset bring."""
        of_country = (file for file in self.inputs if file.country == country)
        return max(
            (file.covered_to for file in of_country if file.dataset == dataset), default=None
        )


def symbols(shown: Iterable[str]) -> list[str]:
    """Return the symbols among shown figures, each once."""
    return sorted(
        {CAPPED if text.startswith(CAPPED) else text for text in shown if not text.isdigit()}
    )


def read_content(connection: duckdb.DuckDBPyConnection, month: date, revision: int) -> Content:
    """Read a release from an open release store.

    Raises:
        LookupError: the store has no such release.
    """
    release = {"month": month, "revision": revision}
    inputs = [Input(*row) for row in _rows(connection, "input", release)]
    if not inputs:
        raise LookupError(f"The store has no release {month:%Y-%m} r{revision}.")
    rule = policy_shown(connection, month, revision)
    connection.execute(statement("publish/workbook_cell"), release)
    connection.execute(statement("publish/workbook_column"))
    return Content(
        month=month,
        revision=revision,
        inputs=inputs,
        rule=rule,
        sheets=_sheets(connection),
        protection=_protection(connection, rule),
        left_out=[name for (name,) in _rows(connection, "left_out")],
        tables_left_out=tables_left_out(connection, month, revision),
    )


def _sheets(connection: duckdb.DuckDBPyConnection) -> list[TableSheet]:
    rows = {
        order: [Row(tuple(labels), status, tuple(shown)) for _, labels, status, shown in of_sheet]
        for order, of_sheet in groupby(_rows(connection, "row"), key=itemgetter(0))
    }
    return [TableSheet(rows[order], *about) for order, *about in _rows(connection, "sheet")]


def _protection(connection: duckdb.DuckDBPyConnection, rule: Policy) -> PlainSheet:
    symbols = {
        "symbols": rule.column("symbol"),
        "coarser": [rung.symbol for rung in rule.coarser],
        "withheld": rule.withheld.symbol,
    }
    rows = [
        Row((name,), None, tuple(map(str, numbers)))
        for name, *numbers in _rows(connection, "protection", {"base": rule.finest.base, **symbols})
    ]
    headers = ["Figures", "Hidden", "Shown more coarsely", "Withheld"]
    return PlainSheet(rows, PROTECTION, PROTECTED, ["Sheet"], headers)


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, values: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    return connection.execute(statement(f"publish/workbook_{name}"), values).fetchall()
