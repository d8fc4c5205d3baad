"""The log of decisions: what was asked, who decided and when. Lines are only added."""

import os
from dataclasses import asdict, dataclass

from tasks.store.append_only import append, lines
from tasks.store.folders import DataFolder

SETTING = "SIGN_OFF"
ASKED, APPROVED, REJECTED = "asked", "approved", "rejected"
NOT_ENTITLED, TIMED_OUT = "not entitled", "timed out"


@dataclass(frozen=True)
class Entry:
    """One line: what happened to a release ('2024-01/r2') or a package in a run; ``at`` is UTC."""

    release: str
    run: str
    event: str
    account: str = ""
    name: str = ""
    note: str = ""
    at: str = ""


def is_required() -> bool:
    """Say whether releases wait for a person: ``SIGN_OFF=required``."""
    return os.environ.get(SETTING, "") == "required"


def note(data: DataFolder, entry: Entry) -> None:
    """Add a line to the log, and return once it is on the disk."""
    append(data.sign_off_log, asdict(entry))


def entries(data: DataFolder) -> list[Entry]:
    """Return the log, oldest first."""
    return [Entry(**fields) for fields in lines(data.sign_off_log)]


def undecided(data: DataFolder) -> list[Entry]:
    """Return the open questions by run and release, oldest first."""
    last = {(entry.release, entry.run): entry for entry in entries(data)}
    return [entry for entry in last.values() if entry.event in (ASKED, NOT_ENTITLED)]


def was_asked(data: DataFolder, run: str) -> str | None:
    """Return what a resumed run had asked about."""
    return next((entry.release for entry in reversed(undecided(data)) if entry.run == run), None)


def is_approved(data: DataFolder, release: str) -> bool:
    """Return whether the last decision about a release approved it."""
    return approval(data, release) is not None


def approval(data: DataFolder, release: str) -> Entry | None:
    """Return the last decision about a release, if it approved it."""
    decided = [
        entry
        for entry in entries(data)
        if entry.release == release and entry.event in (APPROVED, REJECTED, TIMED_OUT)
    ]
    return decided[-1] if decided and decided[-1].event == APPROVED else None
