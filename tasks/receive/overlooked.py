"""Delivered files that get no run, and why: nobody should wait for one in silence."""

import os
from pathlib import Path

from tasks.govern.access.closed import openness
from tasks.govern.shown import name_shown
from tasks.receive.incoming_files import delivered_files, is_folder, is_plain, misnamed_files

# A file is empty, or closed to others, for a moment while it is written or moved.
SECONDS_SILENT = 60
UNSEEN = "its name has characters that are not seen, or is not in UTF-8. Rename it."
EMPTY = "it is empty. Ask the sender for it again."
NO_FILE = "it is a link, pipe or device, and none is followed. Deliver the file itself."
UNREADABLE = "the account of the services may not read it. See to its owner and mode."


def overlooked(folder: Path, now: float) -> dict[str, str]:
    """Return the reason by the name of each such file; ``now`` is seconds since the epoch.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    found = {name_shown(path.name): UNSEEN for path in misnamed_files(folder)}
    if told := openness(folder):
        found[f"A real drop in {folder}"] = told
    for path in folder.iterdir():
        is_other = not (is_plain(path) or is_folder(path) or path.name.startswith("."))
        # One that was taken away meanwhile is nothing at all.
        if is_other and os.path.lexists(path):
            found[name_shown(path.name)] = NO_FILE
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
