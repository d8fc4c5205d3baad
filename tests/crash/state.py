"""What stands in a data folder: every file and the logical content of every store, but the time."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import duckdb

from tasks.govern.access.log import faults
from tasks.govern.key import secure_store_key
from tasks.govern.sealing import SUFFIX, unsealed
from tasks.store.folders import DataFolder
from tasks.store.stores import outcome_store, secure_and_release_store
from tests.crash.packages import ENCRYPTED_SUFFIX, LOG, SIGNATURE, inside, logs

# Of the clock, of Prefect and of the machine; stores and logs, like sealed files and packages, are
# compared by what they hold.
NOT_COMPARED = {".duckdb", ".wal", ".lock", ".html", LOG}
ROOMS_NOT_COMPARED = {"access", "prefect", "running", "spill", "errors"}
TIMES = {"received_at", "checked_at"}
# A history: what was evaluated again after a crash stands in it again.
HISTORIES = {"outcome"}
# What leaves the machine: how many names deep in its room one of them stands.
OUTGOING = {"releases": 2, "evaluation": 2, "transfer": 1}
State = dict[str, object]


def state_of(data: DataFolder) -> State:
    """Every file by its sha256, and how often each row stands in each table."""
    state: State = {f"file {name}": digest for name, digest in _files(data)}
    state |= logs(data) | {"log of accesses": faults(data)}
    with secure_and_release_store(data) as connection:
        state |= _tables(connection, "secure") | _tables(connection, "release")
    with outcome_store(data) as connection:
        state |= _tables(connection, "checks")
    return state


def outgoing(data: DataFolder) -> dict[str, State]:
    """Every release, evaluation and package that stands: its files, each by its sha256."""
    found: dict[str, State] = {}
    for name, digest in _files(data):
        parts = Path(name).parts
        depth = 1 + OUTGOING.get(parts[0], len(parts))
        if len(parts) > depth and not any(part.startswith(".") for part in parts):
            found.setdefault("/".join(parts[:depth]), {})[name] = digest
    return found


def differences(state: State, other: State) -> list[str]:
    """The names of what differs, never what it is."""
    return sorted(name for name in {*state, *other} if state.get(name) != other.get(name))


def _files(data: DataFolder) -> Iterator[tuple[str, str]]:
    for path in sorted(data.root.rglob("*")):
        name = path.relative_to(data.root)
        if path.is_file() and not _is_left_out(path, name):
            yield name.as_posix(), sha256(_content(data, path)).hexdigest()


def _content(data: DataFolder, path: Path) -> bytes:
    if path.suffix in (ENCRYPTED_SUFFIX, SIGNATURE):
        return inside(data, path)
    whole = path.read_bytes()
    return unsealed(whole, secure_store_key(data)) if path.suffix == SUFFIX else whole


def _is_left_out(path: Path, name: Path) -> bool:
    # The pages of releases are compared, those of checks tell the time.
    is_release = name.parts[0] == "releases"
    return bool(ROOMS_NOT_COMPARED & set(name.parts)) or (
        path.suffix in NOT_COMPARED and not is_release
    )


def _tables(connection: duckdb.DuckDBPyConnection, store: str) -> dict[str, object]:
    named = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ?", [store]
    ).fetchall()
    return {
        f"table {store}.{schema}.{table}": _rows(connection, f"{store}.{schema}.{table}")
        for schema, table in named
    }


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> object:
    found = connection.table(table)
    columns = [f'"{column}"' for column in found.columns if column not in TIMES]
    rows = found.project(", ".join(columns)).fetchall()
    return set(rows) if table.rpartition(".")[2] in HISTORIES else Counter(rows)
