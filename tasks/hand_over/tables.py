"""Read the tables of the package from the secure store."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.statements import statement, statements
from tasks.store.variables import set_variables
from tasks.store.version import conform_version

FIGURES = ("01_coverage", "02_current_count", "03_month")
DICTIONARY = "data_dictionary"


@dataclass(frozen=True)
class Column:
    """A column of the data dictionary; ``type`` is 'string' or 'integer'."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Table:
    """A table. Rows are in the order of ``columns``; ``key`` identifies a row."""

    name: str
    title: str
    key: tuple[str, ...]
    holds_counts: bool
    columns: tuple[Column, ...]
    rows: list[tuple[object, ...]]


def read_tables(connection: duckdb.DuckDBPyConnection) -> tuple[date, list[Table]]:
    """Return the last month of the package, and its tables by name, from the conformed counts.

    Raises:
        HandOverRefusedError: no month is covered by both monthly HES files, or drops were conformed
            by rules other than the current ones.
    """
    _require_conformed(connection)
    month = _stage(connection)
    columns = {
        name: Column(name, kind, description)
        for name, kind, description in connection.execute(statement("hand_over/column")).fetchall()
    }
    listed = connection.execute(statement("hand_over/listed_table")).fetchall()
    queries = dict(statements("hand_over/table"))
    tables = []
    for name, title, key, holds_counts in listed:
        if name == DICTIONARY:
            continue
        found = connection.execute(queries[name])
        own = tuple(columns[str(column[0])] for column in found.description or ())
        tables.append(Table(name, title, tuple(key), holds_counts, own, found.fetchall()))
    return month, _with_dictionary(tables, columns, listed)


def _require_conformed(connection: duckdb.DuckDBPyConnection) -> None:
    set_variables(connection, conform_version=conform_version())
    connection.execute(statement("conform/stale_drop"))
    (stale,) = connection.execute(statement("hand_over/unconformed")).fetchone() or (0,)
    if stale:
        raise HandOverRefusedError(
            f"{stale} received files are not conformed by the current rules: run the evaluation "
            "flow or the monthly flow, which does that first."
        )


def _stage(connection: duckdb.DuckDBPyConnection) -> date:
    now = datetime.now(UTC).replace(tzinfo=None)
    connection.execute(statement("conform/current_table"), {"as_of": now})
    (month,) = connection.execute(statement("conform/release_month")).fetchone() or (None,)
    if month is None:
        raise HandOverRefusedError(
            "A package needs both monthly HES files of a month: one of them has not been received."
        )
    set_variables(connection, release_month=month)
    for name in FIGURES:
        connection.execute(statement(f"conform/figure/{name}"))
    for _, query in statements("hand_over/stage"):
        connection.execute(query)
    return date(month.year, month.month, 1)


def _with_dictionary(
    tables: list[Table], columns: dict[str, Column], listed: list[tuple[str, str, list[str], bool]]
) -> list[Table]:
    titles = {name: (title, tuple(key)) for name, title, key, _ in listed}
    own = tuple(columns[name] for name in ("hand_over_table", "column_name", "type", "description"))
    title, key = titles[DICTIONARY]
    described = [(table.name, table.columns) for table in tables] + [(DICTIONARY, own)]
    rows: list[tuple[object, ...]] = [
        (name, column.name, column.type, column.description)
        for name, those in described
        for column in those
    ]
    return sorted(
        [*tables, Table(DICTIONARY, title, key, False, own, rows)], key=lambda table: table.name
    )
