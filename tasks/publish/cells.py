"""cells.csv: every figure shown anywhere in a release, one row each; nowcast.csv beside it."""

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


def write_nowcast(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write what national months are expected to become; the header alone if that cannot be said.

    The nowcasts must be in the connection, as ``read_measures`` leaves them.
    """
    _write(connection.execute(statement("publish/nowcast")), path)


def _write(rows: duckdb.DuckDBPyConnection, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, *_ in rows.description or ()])
        writer.writerows(rows.fetchall())
