"""Read the files of a release back, as written, and hold them to the rules for files."""

from datetime import date
from pathlib import Path

import duckdb

from tasks.check import CheckReceipt, check, require
from tasks.govern.errors import SafeMessageError
from tasks.protect.policy import make_rung, policy_shown
from tasks.receive.reader.marks import ERROR, FORMULA
from tasks.receive.reader.values import Sheet
from tasks.receive.reading import read_drop
from tasks.store.statements import statement, statements
from tasks.store.variables import set_variables


class NoValueError(SafeMessageError):
    """A cell of a release is a formula or an error: it says what a reader's program makes of it."""


def check_written(
    connection: duckdb.DuckDBPyConnection, month: date, revision: int, folder: Path
) -> CheckReceipt:
    """Check the workbook and cells.csv in ``folder`` against each other and the release store.

    The workbook's layout must be in the connection, as ``write_workbook`` leaves it.

    Raises:
        NoValueError: a cell is a formula or an error.
        CheckFailedError: a critical rule is broken; the message names tables, areas and periods.
        RuleUnusableError: a rule could not be read or evaluated.
    """
    set_variables(
        connection, release_month=month, revision=revision, release=f"{month:%Y-%m}/r{revision}"
    )
    make_rung(connection, policy_shown(connection, month, revision))
    _load(connection, folder)
    for _, query in statements("publish/written"):
        connection.execute(query)
    receipt = check(connection, "published/files")
    require(receipt)
    return receipt


def _load(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.execute(statement("receive/sheet_text"))
    files = (*folder.glob("*.xlsx"), folder / "cells.csv")
    sheets = [sheet for path in files for sheet in read_drop(path.read_bytes(), path.name).sheets]
    for sheet in sheets:
        _require_values(sheet)
    connection.executemany(
        statement("receive/load_sheet"), [[sheet.name, sheet.content] for sheet in sheets]
    )


def _require_values(sheet: Sheet) -> None:
    marks = sorted({mark.kind for mark in sheet.marks} & {FORMULA, ERROR})
    if marks:
        raise NoValueError(f"The sheet {sheet.name!r} as written holds a {' and a '.join(marks)}.")
