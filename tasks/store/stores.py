"""The stores: one place opens them, locked down.

The *secure* store holds unsuppressed counts and is encrypted on disk (AES-256-GCM), as is the
history of checks. Both open when agreement and register allow it, after a line in the log. The
*release* store holds protected cells only. DuckDB runs with external access and extensions off, its
configuration locked, its spill encrypted and its memory bounded.
"""

import csv
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from tasks.govern.access.admission import admit, log_refusal, require_window
from tasks.govern.access.content import content_of
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.key import KeyRefusedError, secure_store_key
from tasks.store.folders import DataFolder
from tasks.store.on_disk import flush_to_disk
from tasks.store.statements import SQL, statement, statements

REFERENCE = SQL / "reference"
NEW = ".new"
Configuration = dict[str, str | bool | int | float | list[str]]
CONFIGURATION: Configuration = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_file_encryption": True,
}
MEMORY = "PROCESS_MEMORY_GB"
# Fifty million counts are landed and conformed in it; what does not fit is spilled.
MEMORY_UNSET = "4"
# DuckDB's part: its limit leaves out what its allocator keeps, and Python.
MEMORY_OF_DUCKDB = 0.8


class MixedContentError(AccessRefusedError):
    """The secure store holds other drops than its data folder says."""


class EarlierStoreError(AccessRefusedError):
    """The secure store is to be read, and an earlier version made it."""


class MemorySettingError(ValueError):
    """``PROCESS_MEMORY_GB`` is no number of gigabytes."""


@contextmanager
def no_store() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the reference tables in memory, and no store."""
    with duckdb.connect(config=configuration()) as connection:
        _load_reference(connection)
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
        _load_reference(connection)
        _lock(connection)
        yield connection


@contextmanager
def secure_and_release_store(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open ``secure`` and ``release`` for writing: only protection sees both.

    Raises:
        AccessRefusedError: as for the secure store.
    """
    admit(data, "secure and release store, for writing")
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        _attach_secure(connection, data, read_only=False)
        _attach_release(connection, data, read_only=False)
        _load_reference(connection)
        _lock(connection)
        yield connection


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
            _attach_encrypted(
                connection,
                "outcomes",
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
    """Open ``release`` for reading, and nothing else: what is not open cannot leak.

    Raises:
        OutsideAgreementError: today lies outside the agreement's window.
    """
    require_window(data, "release store")
    with duckdb.connect(config=configuration()) as connection:
        _attach_release(connection, data, read_only=True)
        _load_reference(connection)
        _lock(connection)
        yield connection


def copy_under(data: DataFolder, store: Path, target: Path, key: str) -> None:
    """Copy an encrypted store into a new one at ``target`` under another key.

    Raises:
        KeyRefusedError: the present key does not open it.
    """
    with duckdb.connect(config=configuration(data.secure / "spill")) as connection:
        _attach_encrypted(connection, "secure", store, secure_store_key(data), read_only=False)
        _attach_encrypted(connection, "rotated", target, key, read_only=False)
        _lock(connection)
        connection.execute(statement("store/copy_store"))


def configuration(spill: Path | None = None) -> Configuration:
    """Return how DuckDB is opened: nothing from elsewhere, memory bounded, spill encrypted.

    Raises:
        MemorySettingError: the setting of the most memory is no number of gigabytes.
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
        _attach_encrypted(
            connection, "secure", data.secure_store, secure_store_key(data), read_only=read_only
        )
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


def _attach_encrypted(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    key: str,
    *,
    read_only: bool,
) -> None:
    _load_encryption(connection)
    connection.execute("set variable secure_store_key = ?", [key])
    try:
        _attach(connection, f"attach_{name}", path, read_only=read_only)
    except (duckdb.Error, OSError) as error:
        if "encryption key" in str(error).lower():
            raise KeyRefusedError(
                f"The key does not open {path}: find the key that made it."
            ) from None
        raise
    finally:
        connection.execute("set variable secure_store_key = null")


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
    _attach(connection, "attach_release", data.release_store, read_only=read_only)
    if not read_only:
        connection.execute(statement("store/release_schema"))


def _attach(
    connection: duckdb.DuckDBPyConnection, name: str, path: Path, *, read_only: bool
) -> None:
    if not read_only and not path.exists():
        _create(connection, name, path)
    how = f"{name}_read_only" if read_only else name
    connection.execute(_attaching(how, path))


def _create(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Create a store under another name first: a run killed at it leaves no half store behind."""
    new = path.with_name(f"{path.name}{NEW}")
    for left in (new, new.with_name(f"{new.name}.wal")):
        left.unlink(missing_ok=True)
    connection.execute(_attaching(name, new))
    connection.execute(statement(f"store/detach_{name.removeprefix('attach_')}"))
    flush_to_disk(new)
    new.rename(path)
    flush_to_disk(path.parent)


def _attaching(name: str, path: Path) -> str:
    # A path in `attach` cannot be bound: DuckDB takes a literal there, so it is quoted as one.
    quoted = "'" + str(path).replace("'", "''") + "'"
    return statement(f"store/{name}").replace("$path", quoted)


def _load_encryption(connection: duckdb.DuckDBPyConnection) -> None:
    import duckdb_extension_httpfs

    # The extension brings OpenSSL; DuckDB alone reads encrypted files but does not write them.
    folder = Path(duckdb_extension_httpfs.__file__).parent
    connection.load_extension(str(next(folder.rglob("httpfs.duckdb_extension"))))


def _load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(statement("reference/schema"))
    for path in sorted(REFERENCE.glob("*.csv")):
        columns = _columns(path)
        named = ", ".join(f"unnest(cast(? as varchar[])) as {name}" for name in columns)
        load = statement("reference/load").replace("$table", path.stem)
        connection.execute(load.replace("$columns", named), list(columns.values()))
    for _, view in statements("reference/views"):
        connection.execute(view)


@cache
def _columns(path: Path) -> dict[str, list[str | None]]:
    """Read a reference file, once a process: the stores are opened some twenty times a run.

    Raises:
        ValueError: a row has more or fewer fields than there are columns.
    """
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    for line, row in enumerate(rows, 2):
        if len(row) != len(names):
            raise ValueError(
                f"{path.name}, line {line}: {len(row)} fields, not {len(names)}: "
                "mend it in sql/reference."
            )
    return {name: [row[at] or None for row in rows] for at, name in enumerate(names)}


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(statement("store/lock"))
