"""Delivered files that get no run, and why: nobody should wait for one in silence."""

import os
from pathlib import Path

from tasks.receive.incoming_files import delivered_files, misnamed_files

# A file is empty, or closed to others, for a moment while it is written or moved.
SECONDS_SILENT = 60
NOT_UTF_8 = "its name is not in UTF-8. Rename it."
EMPTY = "it is empty. Ask the sender for it again."
UNREADABLE = "the account of the services may not read it. See to its owner and mode."


def overlooked(folder: Path, now: float) -> dict[str, str]:
    """Return the reason by the name of each such file; ``now`` is seconds since the epoch.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    found = {ascii(path.name): NOT_UTF_8 for path in misnamed_files(folder)}
    for path in delivered_files(folder):
        if reason := _reason(path, now):
            found[path.name] = reason
    return found


def _reason(path: Path, now: float) -> str | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if now - status.st_mtime < SECONDS_SILENT:
        return None
    if status.st_size == 0:
        return EMPTY
    return None if os.access(path, os.R_OK) else UNREADABLE
