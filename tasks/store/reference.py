"""The reference tables: files of ``sql/reference``, loaded as they are into every connection."""

import csv
from functools import cache
from pathlib import Path

import duckdb

from tasks.store.statements import SQL, statement, statement_on, statements

REFERENCE = SQL / "reference"


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Make schema ``reference``: a table of text a file, the macros, and the views on them.

    Raises:
        ValueError: a row of a file has more or fewer fields than there are columns.
    """
    connection.execute(statement("reference/schema"))
    for path in sorted(REFERENCE.glob("*.csv")):
        load = statement_on("reference/load", table=path.stem)
        connection.execute(load, {"columns": _columns(path)})
    for _, view in statements("reference/views"):
        connection.execute(view)


@cache
def _columns(path: Path) -> dict[str, list[str | None]]:
    """Read a reference file, once a process: the stores are opened some twenty times a run."""
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    for line, row in enumerate(rows, 2):
        if len(row) != len(names):
            raise ValueError(
                f"{path.name}, line {line}: {len(row)} fields, not {len(names)}: "
                "mend it in sql/reference."
            )
    return {name: [row[at] or None for row in rows] for at, name in enumerate(names)}
