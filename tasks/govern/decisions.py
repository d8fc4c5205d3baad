"""The log of decisions: what was asked, who decided what, when; lines are only ever added."""

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
    """Add a line to the log, on the disk before this returns."""
    append(data.sign_off_log, asdict(entry))


def entries(data: DataFolder) -> list[Entry]:
    """Return the log, oldest first."""
    return [Entry(**fields) for fields in lines(data.sign_off_log)]


def undecided(data: DataFolder) -> list[Entry]:
    """Return what is asked and not decided, by run and release, oldest first."""
    last = {(entry.release, entry.run): entry for entry in entries(data)}
    return [entry for entry in last.values() if entry.event in (ASKED, NOT_ENTITLED)]


def was_asked(data: DataFolder, run: str) -> str | None:
    """Return what a run, resumed now, had asked about."""
    return next((entry.release for entry in reversed(undecided(data)) if entry.run == run), None)


def is_approved(data: DataFolder, release: str) -> bool:
    """Say whether the last decision about a release let it go out."""
    return approval(data, release) is not None


def approval(data: DataFolder, release: str) -> Entry | None:
    """Return the last decision about a release, if it let it go out."""
    decided = [
        entry
        for entry in entries(data)
        if entry.release == release and entry.event in (APPROVED, REJECTED, TIMED_OUT)
    ]
    return decided[-1] if decided and decided[-1].event == APPROVED else None
