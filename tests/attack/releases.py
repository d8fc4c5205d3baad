"""Releases to attack: those of an unseen history, and the counts behind them to judge by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tasks.conform.conform import conform
from tasks.protect.release import protect
from tasks.publish.cells import write_cells
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store, secure_store
from tests.attack.published import months_of
from tests.attack.system import FINAL, Figure
from tests.bench.unseen.history import History
from tests.bench.unseen.landing import landed, received_by, run

SQL = Path(__file__).parent / "sql"
FIRST = "r1"


@dataclass(frozen=True)
class Chain(History):
    """A short history and its first releases, a year turning final among them."""

    number: int = 6

    @property
    def months(self) -> list[date]:
        """The months of its releases, in order."""
        return super().months[: self.number]


def released(history: Chain, root: Path) -> DataFolder:
    """A data folder with the releases of a history; of their files, cells.csv."""
    data = landed(history, root)
    for month in history.months:
        conform(data, as_of=received_by(month))
        with secure_store(data, read_only=False) as connection:
            run(connection, "before_start", starts=history.starts)
        receipt = protect(data)
        folder = data.releases / f"{month:%Y-%m}" / FIRST
        folder.mkdir(parents=True)
        with release_store(data) as connection:
            write_cells(connection, receipt.month, receipt.revision, folder / "cells.csv")
    return data


def folders(data: DataFolder) -> list[Path]:
    """The folders of the releases, the oldest first."""
    return sorted(data.releases.glob(f"*/{FIRST}"))


def counts(connection: duckdb.DuckDBPyConnection) -> dict[Figure, int]:
    """The true counts behind the figures of releases, from a store with those of each."""
    return {figure: count for figure, count, _ in _figures(connection, "counted")}


def told_by_code(connection: duckdb.DuckDBPyConnection) -> dict[Figure, tuple[int, int]]:
    """What each symbol stands for to somebody who runs the code again: from the ledger."""
    return {figure: (lo, hi) for figure, lo, hi in _figures(connection, "told")}


def _figures(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[tuple[Figure, int, int]]:
    rows = connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8")).fetchall()
    for cause, area, kind, period, age, counted, lo, hi in rows:
        first, last = months_of(kind, period)
        yield Figure(cause, area, first, last, age, counted or FINAL), lo, hi
