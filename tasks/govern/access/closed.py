"""Folders with unsuppressed counts are closed: mode 0750 or tighter, with their own group."""

from pathlib import Path

from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder

# Others have no access; the group may read but not write.
TOO_LOOSE = 0o027
# People with other accounts than the service's also add to the log.
LOG_TOO_LOOSE = 0o007
# Who delivers may be in the group.
DELIVERY_TOO_LOOSE = 0o007


class LooseFolderError(AccessRefusedError):
    """Others can read a folder with unsuppressed counts."""


def require_closed(data: DataFolder) -> None:
    """Pass if no folder with unsuppressed counts is open to others.

    Raises:
        LooseFolderError: one is; the message says what to run.
    """
    for top in (data.secure, data.quarantine):
        for folder in (top, *_inner(top)):
            _require(folder, TOO_LOOSE, "750")
        _require_own_group(top, data)
    _require(data.access, LOG_TOO_LOOSE, "770")


def openness(folder: Path) -> str | None:
    """Say that others can reach a folder of delivered files, or nothing: the group delivers."""
    mode = folder.stat().st_mode & 0o7777
    if not mode & DELIVERY_TOO_LOOSE:
        return None
    return f"{folder} is open to others (mode {mode:04o}): run 'chmod 770' on it, or tighter."


def require_closed_delivery(folder: Path) -> None:
    """Pass if others cannot reach a folder of delivered files.

    Raises:
        LooseFolderError: they can; the message says what to run.
    """
    if told := openness(folder):
        raise LooseFolderError(told)


def _inner(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _require(folder: Path, loose: int, mode: str) -> None:
    if folder.exists() and folder.stat().st_mode & loose:
        found = f"{folder.stat().st_mode & 0o7777:04o}"
        raise LooseFolderError(
            f"{folder} is open to others (mode {found}): run 'chmod {mode}' on it, and find out "
            "who has looked into it."
        )


def _require_own_group(folder: Path, data: DataFolder) -> None:
    if not (folder.exists() and data.releases.exists()):
        return
    if folder.stat().st_mode & 0o070 and folder.stat().st_gid == data.releases.stat().st_gid:
        raise LooseFolderError(
            f"{folder} is open to the group of the releases, which the web server is in: give it a "
            "group of its own ('chgrp'), or run 'chmod 700' on it."
        )
