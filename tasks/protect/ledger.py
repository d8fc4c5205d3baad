"""The ledger: everything ever shown, and what is public elsewhere, with the interval that it
admits.

Releases of this project are named r:<name>; what they showed stays as it was shown (frozen). Other
sources, such as releases under the rule before 2018 or parliamentary answers, only narrow what
outsiders know."""

from pathlib import Path

import duckdb

from tasks.protect.store import run


def open_ledger(con: duckdb.DuckDBPyConnection) -> None:
    """Make the ledger if there is none."""
    run(con, "ledger")


def add_public_figures(con: duckdb.DuckDBPyConnection, reference: Path) -> None:
    """Add figures that are public elsewhere: a CSV with the ledger's columns, source in place of
    release."""
    run(con, "ledger_public", reference=str(reference))


def freeze_known(con: duckdb.DuckDBPyConnection) -> None:
    """Enter into cell what the ledger knows of its figures; to be run before protect."""
    run(con, "frozen")


def enter_release(con: duckdb.DuckDBPyConnection, release: str) -> None:
    """Add what protected_cell shows to the ledger; to be run when the release is published."""
    run(con, "ledger_append", release=f"r:{release}")
