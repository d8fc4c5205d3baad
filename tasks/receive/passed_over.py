"""What stands in the incoming folder and is no delivered file: seen and named, not received."""

from pathlib import Path

from tasks.govern.shown import name_shown
from tasks.receive.incoming_files import (
    OWNER,
    TEMPORARY_SUFFIXES,
    delivered_files,
    is_folder,
    is_plain,
    misnamed_files,
)

# A file takes no longer to be copied.
SECONDS_TO_COPY = 15 * 60
FOLDER = "it is a folder. Move its files into the incoming folder itself."
UNFINISHED = (
    "its copy was not finished in a quarter of an hour. Copy it again, or remove what is left."
)
ANOTHER = "it is no workbook or CSV file. Ask the sender what it is, and take it away."


def passed_over(folder: Path, now: float) -> dict[str, str]:
    """Return the reason by the name of each; ``now`` is seconds since the epoch.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    drops = {*delivered_files(folder), *misnamed_files(folder)}
    found = {}
    for path in sorted(set(folder.iterdir()) - drops):
        if reason := _reason(path, now):
            found[name_shown(path.name)] = reason
    return found


def _reason(path: Path, now: float) -> str | None:
    if is_folder(path):
        return None if path.name.startswith(".") else FOLDER
    if not is_plain(path):
        # Overlooked, and told by another reason.
        return None
    if path.suffix.lower() in TEMPORARY_SUFFIXES:
        return UNFINISHED if now - _modified(path, now) >= SECONDS_TO_COPY else None
    # What programs keep beside a file that is open, and the folder's own.
    return None if path.name.startswith((OWNER, ".")) else ANOTHER


def _modified(path: Path, now: float) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return now
