"""Attach the file of a store to a connection; one that is missing is made, whole or not at all.

DuckDB lets one process write, or several read. A store that another program holds is waited for.
"""

import logging
import re
from pathlib import Path
from time import monotonic, sleep

import duckdb

from tasks.govern.errors import SafeMessageError
from tasks.govern.key import KeyRefusedError
from tasks.store.on_disk import flush_to_disk
from tasks.store.statements import statement_on
from tasks.store.variables import set_variables

NEW = ".new"
LOCKED = "could not set lock"
HOLDER = re.compile(r"\(PID \d+\)")
# Far longer than any command of ours holds a store that a run may want.
SECONDS_TO_WAIT = 60.0
LOOKS_A_SECOND = 5


class StoreBusyError(SafeMessageError):
    """Another program holds a store for longer than is waited for."""


def attach(
    connection: duckdb.DuckDBPyConnection, store: str, path: Path, *, read_only: bool
) -> None:
    """Attach a store without encryption as schema ``store``, and make it if it is written to."""
    _attach(connection, "store/attach", store, path, read_only=read_only)


def attach_encrypted(
    connection: duckdb.DuckDBPyConnection, store: str, path: Path, key: str, *, read_only: bool
) -> None:
    """Attach an encrypted store as schema ``store``, and make it if it is written to.

    Raises:
        KeyRefusedError: it is another key's.
    """
    _load_encryption(connection)
    set_variables(connection, secure_store_key=key)
    try:
        _attach(connection, "store/attach_encrypted", store, path, read_only=read_only)
    except (duckdb.Error, OSError) as error:
        if "encryption key" in str(error).lower():
            raise KeyRefusedError(
                f"The key does not open {path}: find the key that made it."
            ) from None
        raise
    finally:
        set_variables(connection, secure_store_key=None)


def _attach(
    connection: duckdb.DuckDBPyConnection, how: str, store: str, path: Path, *, read_only: bool
) -> None:
    set_variables(connection, read_only=read_only)
    if not read_only and not path.exists():
        _create(connection, how, store, path)
    _when_free(connection, statement_on(how, store=store, path=path), path)


def _when_free(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    until, told = monotonic() + SECONDS_TO_WAIT, False
    while True:
        try:
            connection.execute(query)
            return
        except duckdb.IOException as error:
            if LOCKED not in str(error).lower():
                raise
            holder = " ".join(["Another program", *HOLDER.findall(str(error))])
        if monotonic() >= until:
            raise StoreBusyError(
                f"{holder} holds a store in {path.parents[1]} open ({path.name}): it is tried "
                "again by itself if it is a file's run; see that the other program ends."
            )
        if not told:
            logging.getLogger(__name__).warning("%s holds %s open: waiting.", holder, path)
            told = True
        sleep(1 / LOOKS_A_SECOND)


def _create(connection: duckdb.DuckDBPyConnection, how: str, store: str, path: Path) -> None:
    """Create a store under another name first: a run killed at it leaves no half store behind."""
    new = path.with_name(f"{path.name}{NEW}")
    for left in (new, new.with_name(f"{new.name}.wal")):
        left.unlink(missing_ok=True)
    connection.execute(statement_on(how, store=store, path=new))
    connection.execute(statement_on("store/detach", store=store))
    flush_to_disk(new)
    new.rename(path)
    flush_to_disk(path.parent)


def _load_encryption(connection: duckdb.DuckDBPyConnection) -> None:
    import duckdb_extension_httpfs

    # The extension brings OpenSSL; DuckDB alone reads encrypted files but does not write them.
    folder = Path(duckdb_extension_httpfs.__file__).parent
    connection.load_extension(str(next(folder.rglob("httpfs.duckdb_extension"))))
