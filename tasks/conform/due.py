"""The months whose releases are due, given the files received, and whether one was left undone."""

import hashlib
from dataclasses import dataclass
from datetime import date

from tasks.conform.conform import known_by
from tasks.govern.decisions import asked_about, verdict
from tasks.govern.holdings import received
from tasks.govern.statement import RELEASE
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import release_store, secure_store


@dataclass(frozen=True)
class Due:
    """The months to release now, oldest first, or none with the files that a release waits for.

    ``newest_month`` is the last month of any required file; None if there is no such file.
    """

    months: tuple[date, ...]
    waits_for: tuple[str, ...]
    newest_month: date | None

    def __str__(self) -> str:
        if self.months:
            named = " and ".join(f"{month:%Y-%m}" for month in self.months)
            one = len(self.months) == 1
            return f"The release{'' if one else 's'} of {named} {'is' if one else 'are'} due."
        of = f" of {self.newest_month:%Y-%m}" if self.newest_month else ""
        return f"The next release waits for {' and '.join(self.waits_for)}{of}."


def due(data: DataFolder) -> Due:
    """Return which releases are due, given what the stores hold."""
    missing = _missing(data)
    last = max((one[0] for one in _latest(data) if _named(*one) not in missing), default=None)
    with secure_store(data) as connection:
        connection.execute(statement("conform/current_table"), {"as_of": known_by(None)})
        found = connection.execute(statement("conform/due_month"), {"last_released": last})
        months, waits_for, newest = found.fetchone() or ()
    return Due(tuple(months), tuple(waits_for), newest)


def note_done(data: DataFolder) -> None:
    """Note that of the files received so far every release that is due was made."""
    data.done.write_text(_received(data), encoding="ascii")


def left_undone(data: DataFolder) -> str | None:
    """Return a name of what a run left undone, or None: no release that may be due is missing.

    Opens no store of counts. What a person was asked about is not left. The name is another one
    after each step forward.
    """
    missing = _missing(data)
    if not missing and (not received(data) or _noted(data) == _received(data)):
        return None
    return _digest([_received(data), *(_named(*one) for one in _latest(data)), *missing])


def _noted(data: DataFolder) -> str:
    return data.done.read_text(encoding="ascii") if data.done.exists() else ""


def _received(data: DataFolder) -> str:
    return _digest(sorted(received(data)))


def _missing(data: DataFolder) -> list[str]:
    """Return the releases in the store that neither stand nor are anybody's to decide."""
    asked = asked_about(data, RELEASE)
    return [
        name
        for name in (_named(*one) for one in _latest(data))
        if not (data.releases / name).exists()
        and (name not in asked or verdict(data, asked[name]).is_approved)
    ]


def _named(month: date, revision: int) -> str:
    return f"{month:%Y-%m}/r{revision}"


def _latest(data: DataFolder) -> list[tuple[date, int]]:
    """Return the latest release of each month in the store, oldest month first."""
    if not data.release_store.exists():
        return []
    with release_store(data) as connection:
        return connection.execute(statement("conform/latest_release")).fetchall()


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
