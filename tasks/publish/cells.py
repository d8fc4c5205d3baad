"""The tables for machines: every figure, rate and number of residents, one row each."""

import csv
from datetime import date
from pathlib import Path

import duckdb

from tasks.store.statements import statement


def write_cells(
    connection: duckdb.DuckDBPyConnection, month: date, revision: int, path: Path
) -> None:
    """Write a release's figures, in the order in which they stand, as UTF-8 with ``\\n``."""
    _write(
        connection.execute(statement("publish/cells"), {"month": month, "revision": revision}), path
    )


def write_measures(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the tables of measures (rates.csv, nowcast.csv and so on) as ``write_cells`` does.

    The measures must be in the connection, as ``read_measures`` leaves them.
    """
    for name in ("rates", "populations", "signals", "attention", "nowcast", "national_assault"):
        _write(connection.execute(statement(f"publish/{name}")), folder / f"{name}.csv")


def _write(found: duckdb.DuckDBPyConnection, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, *_ in found.description or ()])
        writer.writerows(found.fetchall())
