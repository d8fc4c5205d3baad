"""Conform landed counts to the area codes of today, and make the figures of a month."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.store.folders import DataFolder
from tasks.store.statements import statement, statements
from tasks.store.stores import secure_store
from tasks.store.transaction import transaction
from tasks.store.variables import set_variables
from tasks.store.version import conform_version

FIRST_MONTH = date(2012, 4, 1)


class NoMonthError(SafeMessageError):
    """No release can be made of the month that was asked for."""


@dataclass(frozen=True)
class ConformReceipt:
    """The month to release, rows conformed and set aside (all drops), and drops conformed now."""

    month: date
    conformed_rows: int
    set_aside_rows: int
    conformed_drops: int


def conform(
    data: DataFolder, month: date | None = None, as_of: datetime | None = None
) -> ConformReceipt:
    """Conform what has landed and make the true figures of a month's release.

    ``month`` is the first day of the month to release. The default is the latest month that both
    monthly HES files cover. ``as_of`` (UTC) leaves out files that were received later.

    Raises:
        NoMonthError: no such release can be made.
    """
    with secure_store(data, read_only=False) as connection:
        _conform_stale_drops(connection)
        released = _release_month(connection, month, known_by(as_of))
        _make_figures(connection, released)
        if as_of is None:
            connection.execute(statement("conform/note_asked"), {"asked": month})
        rows = connection.execute(statement("conform/conformed")).fetchone() or (0, 0, 0)
        return ConformReceipt(released, *rows)


def known_by(as_of: datetime | None) -> datetime:
    """Return the time (UTC) up to which drops are used. Without ``as_of``, all drops are.

    The default is not the clock's time: a clock that was set back would hide drops.
    """
    return as_of.astimezone(UTC).replace(tzinfo=None) if as_of else datetime.max


def _conform_stale_drops(connection: duckdb.DuckDBPyConnection) -> None:
    set_variables(connection, conform_version=conform_version())
    connection.execute(statement("conform/stale_drop"))
    with transaction(connection):
        for _, query in statements("conform/drop"):
            connection.execute(query)


def _release_month(
    connection: duckdb.DuckDBPyConnection, asked: date | None, known: datetime
) -> date:
    connection.execute(statement("conform/current_table"), {"as_of": known})
    (latest,) = connection.execute(statement("conform/release_month")).fetchone() or (None,)
    if latest is None:
        raise NoMonthError(
            "A release needs both monthly HES files of a month, MonthlyPFA_Sharp and AllAssault: "
            "one of them has not been received."
        )
    if asked and not FIRST_MONTH <= asked <= latest:
        raise NoMonthError(
            f"There is no release of {asked:%Y-%m}: "
            f"the HES files received cover {FIRST_MONTH:%Y-%m} to {latest:%Y-%m}."
        )
    return asked or latest


def _make_figures(connection: duckdb.DuckDBPyConnection, month: date) -> None:
    set_variables(connection, release_month=month)
    with transaction(connection):
        connection.execute(statement("conform/forget_standing"))
        for _, query in statements("conform/figure"):
            connection.execute(query)
