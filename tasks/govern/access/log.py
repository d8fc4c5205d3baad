"""The log of accesses: lines are only ever added, each holds the hash of the one before.

``faults`` finds edits, deletions, swaps and, by the head, a tail cut off. Whoever may write the log
may write its head too: heads are kept where they cannot (each run's log in Prefect has one), and
the log is verified against them.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from tasks.govern.access.account import current_account
from tasks.govern.access.purpose import current_purpose
from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder
from tasks.store.version import code_version

OPENED, REFUSED, CHANGED, INCIDENT = "opened", "refused", "changed", "incident"
DESTROYED, ROTATED = "destroyed", "key rotated"
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
    """One line: what happened to ``what``, and who did it. ``told`` is a note or the refusal."""

    event: str
    what: str
    name: str = ""
    role: str = ""
    told: str = ""


def append(data: DataFolder, line: Line) -> Head:
    """Add a line and return the new head, once the line is on the disk.

    Raises:
        LogNotWrittenError: the line could not be written.
    """
    try:
        with FileLock(data.access / "access.lock", mode=_mode(data)):
            before = _last(data)
            text, head = _chained(line, before)
            _write(data.access_log, text, os.O_APPEND, _mode(data))
            _write(data.access_head, f"{head}\n", os.O_TRUNC, _mode(data))
            return head
    except (OSError, ValueError) as error:
        raise LogNotWrittenError(
            f"The log of accesses {data.access_log} cannot be written ({type(error).__name__}): "
            "nothing opens without it. Find out why, and run "
            f"'python -m flows access verify --data {data.root}'."
        ) from None


def head_of(data: DataFolder) -> Head:
    """Return the number and the hash of the last line (0 and zeros for an empty log).

    Raises:
        OSError, ValueError: the log cannot be read.
    """
    return _last(data)


def lines(data: DataFolder) -> Iterator[dict[str, object]]:
    """Return the log, oldest first, without unreadable lines (``faults`` reports those)."""
    for text in _texts(data):
        if (line := _parsed(text)) is not None:
            yield line


def faults(data: DataFolder, anchor: Head | None = None) -> list[str]:
    """Return a message for each line that was edited, deleted, swapped or cut off.

    ``anchor`` is a head that was kept elsewhere.
    """
    found, number, before = [], 0, NOTHING
    hashes = {0: NOTHING}
    for place, text in enumerate(_texts(data), 1):
        line = _parsed(text)
        if line is None:
            found.append(f"Line {place} is no entry: it was edited, or cut short by a crash.")
            continue
        number += 1
        if line.get("number") != number or line.get("before") != before:
            found.append(f"Line {place} does not follow the one before: lines are gone or swapped.")
        if line.get("hash") != _hash(line):
            found.append(f"Line {place} was edited.")
        number, before = int(str(line.get("number"))), str(line.get("hash"))
        hashes[number] = before
    for name, kept in (("head beside it", _kept_head(data)), ("anchored head", anchor)):
        if kept and hashes.get(kept.number) != kept.hash:
            found.append(f"The {name} is of line {kept.number}, which is gone or another.")
    if number and _kept_head(data) is None:
        found.append("The head beside the log is gone.")
    return found


def head_named(text: str) -> Head:
    """Return a head from its text, 'NUMBER:HASH'.

    Raises:
        ValueError: the text has another form.
    """
    number, _, digest = text.strip().partition(":")
    if len(digest) != len(NOTHING):
        raise ValueError("a head is NUMBER:HASH")
    return Head(int(number), digest)


def _chained(line: Line, before: Head) -> tuple[str, Head]:
    account, purpose = current_account(), current_purpose()
    entry: dict[str, object] = {
        "number": before.number + 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "account": account.name,
        "login": account.login,
        **asdict(line),
        "why": purpose.why,
        "run": purpose.run,
        "code": code_version(),
        "before": before.hash,
    }
    digest = _hash(entry)
    return json.dumps(entry | {"hash": digest}, ensure_ascii=False) + "\n", Head(
        before.number + 1, digest
    )


def _hash(entry: dict[str, object]) -> str:
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
        if (line := _parsed(text)) is not None:
            return Head(int(str(line["number"])), str(line["hash"]))
    if end.strip():
        raise ValueError("no line of the log can be read")
    return Head(0, NOTHING)


def _texts(data: DataFolder) -> list[str]:
    if not data.access_log.exists():
        return []
    text = data.access_log.read_text(encoding="utf-8", errors="replace")
    return [line for line in text.split("\n") if line]


def _parsed(text: str) -> dict[str, object] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    if not isinstance(line, dict) or not isinstance(line.get("number"), int):
        return None
    return line if isinstance(line.get("hash"), str) else None


def _kept_head(data: DataFolder) -> Head | None:
    try:
        return head_named(data.access_head.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
