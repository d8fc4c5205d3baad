"""Stage a delivered file: its cells, Cover and tables, as the delivery profile reads them."""

from itertools import chain
from typing import NamedTuple

import duckdb

from tasks.receive.reader.values import Delivered
from tasks.receive.refusal import Reason, RefusedError, letters
from tasks.store.statements import statement, statements
from tasks.store.variables import set_variables


class Broken(NamedTuple):
    """What a file breaks: its name in ``refusal.csv``, and the reason."""

    refusal: str
    reason: Reason


def stage_cover(
    connection: duckdb.DuckDBPyConnection, delivered: Delivered, file_name: str
) -> None:
    """Load the cells, find the delivery profile, and read what the file says of itself."""
    set_variables(connection, file_name=file_name, layout=delivered.layout)
    _load_sheets(connection, delivered)
    run(connection, "receive/cover")


def stage_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the tables of a file whose Cover is staged, and what each count in them is of."""
    connection.execute(statement("receive/set_cover_variables"))
    run(connection, "receive/stage")


def broken(connection: duckdb.DuckDBPyConnection, folder: str) -> list[Broken]:
    """Return what breaks the sentences of a folder of ``sql/receive/refuse``."""
    told = dict(connection.execute(statement("receive/refusal_told")).fetchall())
    return [
        Broken(
            refusal, Reason(sheet or "", row or 0, letters(column), told[refusal].format(*detail))
        )
        for _, query in statements(f"receive/refuse/{folder}")
        for refusal, sheet, row, column, *detail in connection.execute(query).fetchall()
    ]


def refuse_by(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Pass if nothing breaks the sentences of a folder of ``sql/receive/refuse``.

    Raises:
        RefusedError: something does.
    """
    if found := broken(connection, folder):
        raise RefusedError([one.reason for one in found])


def run(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Execute the statements of a folder of ``sql``, in the order of their names."""
    for _, stage in statements(folder):
        connection.execute(stage)


def _load_sheets(connection: duckdb.DuckDBPyConnection, delivered: Delivered) -> None:
    connection.execute(statement("receive/sheet_text"))
    # One text a sheet, split again in SQL: binding a hundred thousand cells takes ten times longer.
    connection.executemany(
        statement("receive/load_sheet"),
        [[sheet.name, sheet.content] for sheet in delivered.sheets],
    )
    connection.execute(statement("receive/sheet_mark"))
    connection.executemany(
        statement("receive/load_marks"),
        [[sheet.name, " ".join(map(str, chain(*sheet.marks)))] for sheet in delivered.sheets],
    )
    connection.execute(statement("receive/sheet_cell"))
