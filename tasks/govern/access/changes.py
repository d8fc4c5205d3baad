"""Changes of agreement and register: each is a line in the log, with a copy kept beside it.

The log decides what changed; the copies are the history without git, and are held to the log.
"""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from tasks.govern import agreement as agreements
from tasks.govern import register as registers
from tasks.govern.access.log import (
    CHANGED,
    OPENED,
    Line,
    LogNotWrittenError,
    append,
    not_written,
    parsed,
    texts,
)
from tasks.store.folders import DataFolder


def note_changes(data: DataFolder, content: str) -> dict[str, str]:
    """Log what changed in agreement and register; return the sha256 of both, by file.

    Raises:
        LogNotWrittenError: a change cannot be logged or kept.
    """
    now = {}
    known = _last_known(data)
    for path in (agreements.FILES[content], registers.FILES[content]):
        written = path.read_bytes()
        now[path.name] = digest = hashlib.sha256(written).hexdigest()
        if known.get(path.name) != digest:
            # First the copy: a line without one would be a fault.
            _keep(data.history, f"{path.stem}-{digest[:16]}.toml", written)
            append(data, Line(CHANGED, path.name, told=f"sha256 {digest}"))
    return now


def _last_known(data: DataFolder) -> dict[str, str]:
    """Return the sha256 by file as the log last has them."""
    known: dict[str, str] = {}
    for text in reversed(_texts(data)):
        line = parsed(text) or {}
        if line.get("event") == CHANGED:
            known.setdefault(str(line["what"]), str(line["told"]).rpartition(" ")[2])
        if line.get("event") == OPENED and line.get("about"):
            return {**line["about"], **known}
    return known


def _texts(data: DataFolder) -> list[str]:
    try:
        return texts(data)
    except OSError as error:
        raise not_written(data, error) from None


def _keep(history: Path, name: str, written: bytes) -> None:
    try:
        history.mkdir(mode=0o700, exist_ok=True)
        path = history / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}-{name}"
        with path.open("xb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise LogNotWrittenError(f"{history} cannot be written ({type(error).__name__}).") from None
