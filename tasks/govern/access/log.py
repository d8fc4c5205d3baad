"""The one log: accesses, decisions, transfers, destructions; lines are only ever added.

Each line has the hash of the one before: ``tasks/govern/access/verify.py`` finds what was done to
them. Whoever may write the log may write its head too: signed anchors are kept where they cannot
(each run's log in Prefect has a head), and the log is verified against them.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock

from tasks.govern.access.account import current_account
from tasks.govern.access.purpose import current_purpose
from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder
from tasks.store.strict_json import read_json
from tasks.store.version import code_version

OPENED, REFUSED, CHANGED, INCIDENT = "opened", "refused", "changed", "incident"
DESTROYED, ROTATED, TRANSFER = "destroyed", "key rotated", "transfer"
ASKED, SIGNED, DECIDED = "asked", "signed", "decided"
NOT_DECIDED, TIMED_OUT = "not decided", "timed out"
NOTHING = "0" * 64
# Longer than any line, even one of a refusal that names folders.
LONGEST_LINE = 1 << 16


class LogNotWrittenError(AccessRefusedError):
    """The log cannot be written, so nothing opens."""


class Head(NamedTuple):
    """The number (from 1) and the hash of the last line of a log."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True)
class Line:
    """One line: what happened to ``what``, and who did it. ``told`` is a note or the refusal.

    ``about`` is what belongs to the event: a signed statement, the state of a package, the digests
    of agreement and register that a store was opened under.
    """

    event: str
    what: str
    name: str = ""
    role: str = ""
    told: str = ""
    about: dict[str, Any] = field(default_factory=dict)


def append(data: DataFolder, line: Line) -> Head:
    """Add a line and return the new head, once the line is on the disk.

    Raises:
        LogNotWrittenError: the line could not be written, or the log of a store is gone.
    """
    try:
        with FileLock(data.access / "access.lock", mode=_mode(data)):
            before = _last(data)
            if before.number == 0:
                _require_new(data)
            text, head = _chained(line, before)
            _write(data.access_log, text, os.O_APPEND, _mode(data))
            _write(data.access_head, f"{head}\n", os.O_TRUNC, _mode(data))
            return head
    except (OSError, ValueError) as error:
        raise not_written(data, error) from None


def not_written(data: DataFolder, error: Exception) -> LogNotWrittenError:
    """Return the refusal of a log that cannot be written, or read to be written to."""
    return LogNotWrittenError(
        f"The log {data.access_log} cannot be written ({type(error).__name__}): "
        "nothing opens without it. Find out why, and run "
        f"'python -m flows access verify --data {data.root}'."
    )


def head_of(data: DataFolder) -> Head:
    """Return the number and the hash of the last line (0 and zeros for an empty log).

    Raises:
        OSError, ValueError: the log cannot be read.
    """
    return _last(data)


def lines(data: DataFolder, *events: str) -> Iterator[dict[str, Any]]:
    """Return the log, oldest first, of all or some events, without unreadable lines."""
    for text in texts(data):
        line = parsed(text)
        if line is not None and (not events or line.get("event") in events):
            yield line


def is_erased(data: DataFolder) -> bool:
    """Return whether what stands in a data folder cannot be without a log."""
    standing = (data.access_head, data.secure_store, data.outcome_store, data.release_store)
    return any(path.exists() for path in standing)


def head_named(text: str) -> Head:
    """Return a head from its text, 'NUMBER:HASH'.

    Raises:
        ValueError: the text has another form.
    """
    number, _, digest = text.strip().partition(":")
    if len(digest) != len(NOTHING):
        raise ValueError("a head is NUMBER:HASH")
    return Head(int(number), digest)


def _require_new(data: DataFolder) -> None:
    if is_erased(data):
        raise LogNotWrittenError(
            f"The log {data.access_log} is gone, and {data.root} was used before: nothing opens "
            "without it. Find out who removed it, and put it back from a backup."
        )


def _chained(line: Line, before: Head) -> tuple[str, Head]:
    account, purpose = current_account(), current_purpose()
    told = asdict(line)
    if not line.about:
        del told["about"]
    entry: dict[str, object] = {
        "number": before.number + 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "account": account.name,
        "login": account.login,
        **told,
        "why": purpose.why,
        "run": purpose.run,
        "code": code_version(),
        "before": before.hash,
    }
    digest = hash_of(entry)
    return json.dumps(entry | {"hash": digest}, ensure_ascii=False) + "\n", Head(
        before.number + 1, digest
    )


def hash_of(entry: dict[str, Any]) -> str:
    """Return the hash of a line, of all that it says but the hash itself."""
    hashed = {name: value for name, value in entry.items() if name != "hash"}
    text = json.dumps(hashed, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, text: str, how: int, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how, mode)
    try:
        status = os.fstat(descriptor)
        if status.st_uid == os.getuid():
            os.fchmod(descriptor, mode)  # whatever the umask is
        _write_all(descriptor, text.encode("utf-8"), status.st_size)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes, before: int) -> None:
    """Append to the first ``before`` bytes; on an error cut back to them.

    Part of a line would be reported as an edited line.
    """
    try:
        while content:
            content = content[os.write(descriptor, content) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, before)
        raise


def _mode(data: DataFolder) -> int:
    """Return the mode of the log. The group may write to it if it may write to the folder."""
    return 0o660 if data.access.stat().st_mode & 0o020 else 0o600


def _last(data: DataFolder) -> Head:
    """Return the head as the log gives it. A line that a crash cut short is ended first."""
    if not data.access_log.exists():
        return Head(0, NOTHING)
    with data.access_log.open("rb") as file:
        file.seek(max(0, data.access_log.stat().st_size - LONGEST_LINE))
        end = file.read()
    if end and not end.endswith(b"\n"):
        _write(data.access_log, "\n", os.O_APPEND, _mode(data))
    for text in reversed(end.decode("utf-8", "replace").split("\n")):
        if (line := parsed(text)) is not None:
            return Head(int(str(line["number"])), str(line["hash"]))
    if end.strip():
        raise ValueError("no line of the log can be read")
    return Head(0, NOTHING)


def texts(data: DataFolder) -> list[str]:
    """Return the text of every line, readable or not."""
    if not data.access_log.exists():
        return []
    text = data.access_log.read_text(encoding="utf-8", errors="replace")
    return [line for line in text.split("\n") if line]


def parsed(text: str) -> dict[str, Any] | None:
    """Return a line from its text; None: it is no line, or says one thing twice."""
    try:
        line = read_json(text)
    except ValueError:
        return None
    if not isinstance(line, dict) or not isinstance(line.get("number"), int):
        return None
    return line if isinstance(line.get("hash"), str) else None


def kept_head(data: DataFolder) -> Head | None:
    """Return the head that stands beside the log, or None."""
    try:
        return head_named(data.access_head.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
