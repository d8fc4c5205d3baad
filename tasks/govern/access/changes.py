"""Changes of agreement and register: reviewed, a line in the log, with a copy kept beside it.

The log decides what changed; the copies are the history without git, and are held to the log. The
first version that a data folder knows is taken as it stands. Each later one of real drops counts as
soon as two persons of the register before it have signed it.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tasks.govern import agreement as agreements
from tasks.govern import register as registers
from tasks.govern.access.known import last_known
from tasks.govern.access.log import CHANGED, Line, LogNotWrittenError, append
from tasks.govern.review import require_reviewed
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder


def note_changes(data: DataFolder, content: str) -> dict[str, str]:
    """Log what changed in agreement and register; return the sha256 of both, by file.

    Raises:
        NotReviewedError: one was changed, and two persons have not signed that.
        LogNotWrittenError: a change cannot be logged or kept.
    """
    require_reviewed_changes(data, content)
    for path, _ in _changed(data, content):
        written, digest = path.read_bytes(), sha256_of(path)
        # First the copy: a line without one would be a fault.
        _keep(data.history, f"{path.stem}-{digest[:16]}.toml", written)
        append(data, Line(CHANGED, path.name, told=f"sha256 {digest}"))
    return {path.name: sha256_of(path) for path in _files(content)}


def require_reviewed_changes(data: DataFolder, content: str) -> None:
    """Pass if agreement and register are as they were, or two persons have signed what changed.

    Raises:
        NotReviewedError: they have not. The demonstration's own need no review.
    """
    if content != "real":
        return
    for path, is_first in _changed(data, content):
        if not is_first:
            require_reviewed(data, path)


def _files(content: str) -> tuple[Path, Path]:
    return agreements.FILES[content], registers.FILES[content]


def _changed(data: DataFolder, content: str) -> Iterator[tuple[Path, bool]]:
    """Yield the files that are other than the log knows, and whether it knows none."""
    known = last_known(data)
    for path in _files(content):
        if known.get(path.name) != sha256_of(path):
            yield path, path.name not in known


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
