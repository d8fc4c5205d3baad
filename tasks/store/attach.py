"""Attach the file of a store to a connection; one that is missing is made, whole or not at all."""

from pathlib import Path

import duckdb

from tasks.govern.key import KeyRefusedError
from tasks.store.on_disk import flush_to_disk
from tasks.store.statements import statement_on
from tasks.store.variables import set_variables

NEW = ".new"


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
    connection.execute(statement_on(how, store=store, path=path))


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
