"""cells.csv: every figure shown anywhere in a release, one row each."""

import csv
from datetime import date
from pathlib import Path

import duckdb

from tasks.store.statements import statement


def write_cells(
    connection: duckdb.DuckDBPyConnection, month: date, revision: int, path: Path
) -> None:
    """Write a release's figures, in the order in which they stand, as UTF-8 with ``\\n``."""
    figures = connection.execute(statement("publish/cells"), {"month": month, "revision": revision})
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, *_ in figures.description or ()])
        writer.writerows(figures.fetchall())
