"""Open the stores, locked down. No other module opens one.

The *secure* store holds unsuppressed counts. It is encrypted on disk (AES-256-GCM), as is the
history of checks. Both open only if agreement and register allow it, and the access is logged
first. The *release* store holds protected cells only. DuckDB runs without external access and
extensions, with its configuration locked, its spill encrypted and its memory bounded.
"""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.govern.access.admission import admit, log_refusal, require_window
from tasks.govern.access.content import content_of
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.errors import SafeMessageError
from tasks.govern.key import secure_store_key
from tasks.store.attach import attach, attach_encrypted
from tasks.store.folders import DataFolder
from tasks.store.reference import load_reference
from tasks.store.statements import statement, statement_on

Configuration = dict[str, str | bool | int | float | list[str]]
CONFIGURATION: Configuration = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_file_encryption": True,
}
# A store on disk while it is copied into memory.
HELD = "held"
MEMORY = "PROCESS_MEMORY_GB"
# Enough to land and conform fifty million counts; what does not fit is spilled to disk.
MEMORY_UNSET = "4"
# DuckDB's share. Its limit excludes Python and the memory that its allocator keeps.
MEMORY_OF_DUCKDB = 0.8


class MixedContentError(AccessRefusedError):
    """The secure store's content (real or synthetic) is not what its data folder says."""


class EarlierStoreError(AccessRefusedError):
    """The secure store is to be read, and an earlier version made it."""


class MemorySettingError(SafeMessageError):
    """``PROCESS_MEMORY_GB`` is no number of gigabytes."""


@contextmanager
def no_store() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the reference tables in memory, and no store."""
    with duckdb.connect(config=configuration()) as connection:
        load_reference(connection)
        _lock(connection)
        yield connection


@contextmanager
def store_in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the reference tables, and an empty ``secure`` that is in memory and nowhere else."""
    # Nothing is spilled: there is no folder for it.
    with duckdb.connect(config=configuration() | {"temp_directory": ""}) as connection:
        connection.execute(statement_on("store/attach_memory", store="secure"))
        connection.execute(statement("store/secure_schema"))
        load_reference(connection)
        _lock(connection)
        yield connection


@contextmanager
def secure_store(
    data: DataFolder, *, read_only: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the secure store as schema ``secure``, with the reference tables.

    Raises:
        AccessRefusedError: agreement, register or a folder does not allow it, the log cannot be
            written, there is no key, or it is not the key of this store.
    """
    admit(data, "secure store, for reading" if read_only else "secure store, for writing")
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        _attach_secure(connection, data, read_only=read_only)
        load_reference(connection)
        _lock(connection)
        yield connection


@contextmanager
def secure_and_release_store(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``secure`` and ``release`` for writing. Only protection needs both.

    Raises:
        AccessRefusedError: as for the secure store.
    """
    admit(data, "secure and release store, for writing")
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        _attach_secure(connection, data, read_only=False)
        _attach_release(connection, data, read_only=False)
        load_reference(connection)
        _lock(connection)
        yield connection


@contextmanager
def secure_and_release_copy(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``secure`` and ``release`` as they are now, copied into memory: for reading that takes
    long, and that no run should wait for. What of them does not fit is spilled, encrypted.

    Raises:
        AccessRefusedError: as for the secure store.
        StoreBusyError: a run is writing, and goes on for longer than is waited for.
    """
    admit(data, "secure and release store, for reading")
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        with _refusals_logged(data, "secure store"):
            attach_encrypted(
                connection, HELD, data.secure_store, secure_store_key(data), read_only=True
            )
            _copy_held(connection, "secure")
            _prepare_secure(connection, data)
        attach(connection, HELD, data.release_store, read_only=True)
        _copy_held(connection, "release")
        load_reference(connection)
        _lock(connection)
        yield connection


def _copy_held(connection: duckdb.DuckDBPyConnection, store: str) -> None:
    connection.execute(statement_on("store/attach_memory", store=store))
    connection.execute(statement_on("store/copy_store", source=HELD, store=store))
    connection.execute(statement_on("store/detach", store=HELD))


@contextmanager
def outcome_store(
    data: DataFolder, *, read_only: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the history of checks as schema ``checks``, with the key of the secure store.

    Raises:
        AccessRefusedError: as for the secure store.
    """
    admit(data, f"outcomes of checks, for {'reading' if read_only else 'writing'}")
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        with _refusals_logged(data, "outcomes of checks"):
            attach_encrypted(
                connection,
                "checks",
                data.outcome_store,
                secure_store_key(data),
                read_only=read_only,
            )
        if not read_only:
            connection.execute(statement("store/outcome_schema"))
        _lock(connection)
        yield connection


@contextmanager
def release_store(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``release`` only, for reading. Counts that are not open cannot leak.

    Raises:
        OutsideAgreementError: today lies outside the agreement's window.
    """
    require_window(data, "release store")
    with duckdb.connect(config=configuration()) as connection:
        _attach_release(connection, data, read_only=True)
        load_reference(connection)
        _lock(connection)
        yield connection


def copy_under(data: DataFolder, store: Path, target: Path, key: str) -> None:
    """Copy an encrypted store into a new one at ``target`` under another key.

    Raises:
        KeyRefusedError: the current key does not open it.
    """
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        attach_encrypted(connection, "secure", store, secure_store_key(data), read_only=False)
        attach_encrypted(connection, "rotated", target, key, read_only=False)
        _lock(connection)
        connection.execute(statement_on("store/copy_store", source="secure", store="rotated"))


def configuration(spill: Path | None = None) -> Configuration:
    """Return DuckDB's settings: no external access, memory bounded, spill encrypted.

    Raises:
        MemorySettingError: the memory setting is not a number of gigabytes.
    """
    limit = f"{1000 * MEMORY_OF_DUCKDB * _gigabytes():.0f}MB"
    spilling: Configuration = {"temp_directory": str(spill)} if spill else {}
    return {"memory_limit": limit, **spilling, **CONFIGURATION}


def _gigabytes() -> float:
    setting = os.environ.get(MEMORY, MEMORY_UNSET)
    try:
        gigabytes = float(setting)
    except ValueError:
        gigabytes = math.nan
    if not 1 <= gigabytes < math.inf:
        raise MemorySettingError(
            f"{MEMORY} is {setting!r}: set it to the gigabytes that a run may take, 1 or more."
        )
    return gigabytes


def _attach_secure(
    connection: duckdb.DuckDBPyConnection, data: DataFolder, *, read_only: bool
) -> None:
    with _refusals_logged(data, "secure store"):
        attach_encrypted(
            connection, "secure", data.secure_store, secure_store_key(data), read_only=read_only
        )
        _prepare_secure(connection, data, read_only=read_only)


def _prepare_secure(
    connection: duckdb.DuckDBPyConnection, data: DataFolder, *, read_only: bool = False
) -> None:
    if not read_only:
        connection.execute(statement("store/secure_schema"))
    _rename_columns(connection, data, read_only=read_only)
    _require_content(connection, data)


def _rename_columns(
    connection: duckdb.DuckDBPyConnection, data: DataFolder, *, read_only: bool
) -> None:
    """Give the counts of a store that an earlier version made the name that they have now."""
    tables = connection.execute(statement("store/table_of_count")).fetchall()
    if tables and read_only:
        raise EarlierStoreError(
            f"{data.secure_store} was made by an earlier version: the next run that receives or "
            "releases something brings it up to date; it can be read then."
        )
    for (table,) in tables:
        # The name of a table cannot be bound.
        connection.execute(statement("store/rename_count").replace("$table", table))


@contextmanager
def _refusals_logged(data: DataFolder, what: str) -> Iterator[None]:
    try:
        yield
    except AccessRefusedError as refused:
        log_refusal(data, what, refused)
        raise


def _require_content(connection: duckdb.DuckDBPyConnection, data: DataFolder) -> None:
    held = connection.execute(statement("receive/received_content")).fetchall()
    if any(content != content_of(data) for (content,) in held):
        raise MixedContentError(
            f"{data.secure_store} holds other drops than {data.content} says: find out who "
            "changed that file, and put it back."
        )


def _attach_release(
    connection: duckdb.DuckDBPyConnection, data: DataFolder, *, read_only: bool
) -> None:
    attach(connection, "release", data.release_store, read_only=read_only)
    if not read_only:
        connection.execute(statement("store/release_schema"))


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(statement("store/lock"))
