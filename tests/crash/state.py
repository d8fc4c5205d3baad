"""What stands in a data folder: every file and the logical content of every store, but the time.

Packages and logs count by what they say: no two have the same bytes, times or runs.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import duckdb

from tasks.govern.access.log import ASKED, DECIDED, NOT_DECIDED, SIGNED, TIMED_OUT, lines
from tasks.govern.access.verify import faults
from tasks.govern.key import secure_store_key
from tasks.govern.sealing import SUFFIX, place_of, unsealed
from tasks.govern.statement import from_fields
from tasks.hand_over import transfer_log
from tasks.hand_over.encrypt_and_sign import ENCRYPTED, decrypted, verify
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.recipients import fingerprint
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import Entry
from tasks.store.folders import DataFolder
from tasks.store.stores import outcome_store, secure_and_release_store

SIGNATURE, ENCRYPTED_SUFFIX, LOG = ".sig", ".age", ".jsonl"
OF_THE_RUN = ("at", "run")
ENDS = (DECIDED, NOT_DECIDED, TIMED_OUT)
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
    state |= _logs(data) | {"log of accesses": faults(data)}
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
        return _inside(data, path)
    whole = path.read_bytes()
    return (
        unsealed(whole, secure_store_key(data), place_of(path)) if path.suffix == SUFFIX else whole
    )


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


def _inside(data: DataFolder, path: Path) -> bytes:
    """Return what a package holds, or who signed it."""
    keys = ThrowAwayKeys(data)
    try:
        if path.suffix == SIGNATURE:
            return verify(path.with_suffix(""), keys.allowed_signers).encode()
        return decrypted(path.read_bytes(), keys.identity)
    except HandOverRefusedError as not_whole:
        return f"not whole: {not_whole}".encode()


def _logs(data: DataFolder) -> dict[str, object]:
    """Return the lines of the logs of transfers and decisions, but for their run and time."""
    return {
        "log of transfers": list(_transfers(data)),
        # A question is asked once by each run that is killed before it is answered.
        "log of questions": {one for one in _decisions(data) if one[1] == ASKED},
        # Signed again by each run that is killed before it has acted on it.
        "log of signatures": {one for one in _decisions(data) if one[1] == SIGNED},
        "log of decisions": Counter(one for one in _decisions(data) if one[1] in ENDS),
    }


def _transfers(data: DataFolder) -> Iterator[dict[str, object]]:
    for entry in transfer_log.entries(data):
        fields: dict[str, object] = asdict(entry)
        for name in OF_THE_RUN:
            del fields[name]
        # The name of a receipt, not its hash: it tells when it was written.
        fields["note"] = entry.note.partition(" sha256 ")[0]
        fields["package_sha256"] = _is_of_a_package(data, entry)
        fields["key_fingerprint"] = _is_of_the_key(data, entry)
        yield fields


def _is_of_a_package(data: DataFolder, entry: Entry) -> bool:
    found = [
        path
        for room in (data.hand_over, data.transfer)
        for path in room.glob(f"{entry.package}/*{ENCRYPTED}")
    ]
    return entry.package_sha256 in {sha256(path.read_bytes()).hexdigest() for path in found}


def _is_of_the_key(data: DataFolder, entry: Entry) -> bool:
    return entry.key_fingerprint == fingerprint(ThrowAwayKeys(data).age_key())


def _decisions(data: DataFolder) -> Iterator[tuple[str, ...]]:
    """Return what was asked, signed and decided: about which package, as it is or another."""
    for line in lines(data, ASKED, SIGNED, *ENDS):
        digests = line["about"].get("digests")
        if line["event"] == SIGNED:
            digests = from_fields(line["about"]).statement.digests
        known = transfer_log.prepared_as(data, line["what"]).digests
        what = line["what"] if digests == known else f"another {line['what']}"
        yield what, line["event"], line["name"], line["told"]
