"""Whether a release would be made of what the one that stands was made of: then it is the same.

What goes into a release is what was delivered, the rules, the code with its reference tables, and
the ledger of what was shown before. A digest of them stays with the current figures; a run that
finds the same digest has nothing to do.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

import duckdb

from tasks.protect.policy import policy
from tasks.store import reference
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import secure_and_release_store
from tasks.store.version import code_version, version_of


@dataclass(frozen=True)
class StandingReceipt:
    """A release that stands, and would be made again just so."""

    month: date
    revision: int


def standing_release(data: DataFolder, asked: date | None) -> StandingReceipt | None:
    """Return the published release of the month ``asked`` for, the latest without one, if nothing
    that it was made of has changed since, and no other figures were made."""
    with secure_and_release_store(data) as connection:
        noted = connection.execute(statement("protect/standing/noted"), {"asked": asked}).fetchone()
        if noted is None or noted[-1] != _digest(connection):
            return None
    month, revision, _ = noted
    folder = data.releases / f"{month:%Y-%m}" / f"r{revision}"
    return StandingReceipt(month, revision) if folder.exists() else None


def note_standing(connection: duckdb.DuckDBPyConnection, month: date, revision: int) -> None:
    """Keep what the release was made of, if the current figures are those of today."""
    noted = {"month": month, "revision": revision, "inputs": _digest(connection)}
    connection.execute(statement("protect/standing/note"), noted)


def _digest(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(statement("protect/standing/input")).fetchall()
    tables = version_of(reference.REFERENCE, (".",))
    text = "\n".join([code_version(), tables, policy().rule, *(row for (row,) in rows)])
    return hashlib.sha256(text.encode()).hexdigest()
