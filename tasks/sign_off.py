"""The log of sign-offs: what was asked, who decided what, when; lines are only ever added."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from tasks.folders import DataFolder
from tasks.on_disk import append_line, whole_lines

SETTING = "SIGN_OFF"
ASKED, APPROVED, REJECTED = "asked", "approved", "rejected"
NOT_ENTITLED, TIMED_OUT = "not entitled", "timed out"


@dataclass(frozen=True)
class Entry:
    """One line: what happened to a release ('2024-01/r2') in a run; ``at`` is UTC."""

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
    now = datetime.now(UTC).isoformat(timespec="seconds")
    data.sign_off_log.parent.mkdir(parents=True, exist_ok=True)
    append_line(data.sign_off_log, json.dumps(asdict(entry) | {"at": now}, ensure_ascii=False))


def entries(data: DataFolder) -> list[Entry]:
    """Return the log, oldest first."""
    return [Entry(**json.loads(line)) for line in whole_lines(data.sign_off_log)]


def undecided(data: DataFolder) -> list[Entry]:
    """Return what is asked and not decided, by run and release, oldest first."""
    last = {(entry.release, entry.run): entry for entry in entries(data)}
    return [entry for entry in last.values() if entry.event in (ASKED, NOT_ENTITLED)]


def was_asked(data: DataFolder, run: str) -> str | None:
    """Return the release that a run, resumed now, had asked about."""
    return next((entry.release for entry in reversed(undecided(data)) if entry.run == run), None)


def is_approved(data: DataFolder, release: str) -> bool:
    """Say whether the last decision about a release let it go out."""
    decided = [
        entry.event
        for entry in entries(data)
        if entry.release == release and entry.event in (APPROVED, REJECTED, TIMED_OUT)
    ]
    return decided[-1:] == [APPROVED]
