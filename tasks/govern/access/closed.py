"""Rooms with unsuppressed counts are closed: 0750 or tighter, with a group of their own."""

from pathlib import Path

from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder

# Nobody else at all; the group may read but not write.
TOO_LOOSE = 0o027
# People whose accounts are not the service's have to add to the log.
LOG_TOO_LOOSE = 0o007


class LooseFolderError(AccessRefusedError):
    """Others may look into a room with unsuppressed counts."""


def require_closed(data: DataFolder) -> None:
    """Pass if no room with unsuppressed counts is open to others.

    Raises:
        LooseFolderError: one is; the message says what to run.
    """
    for room in (data.secure, data.quarantine):
        for folder in (room, *_inner(room)):
            _require(folder, TOO_LOOSE, "750")
        _require_own_group(room, data)
    _require(data.access, LOG_TOO_LOOSE, "770")


def _inner(room: Path) -> list[Path]:
    return sorted(path for path in room.iterdir() if path.is_dir()) if room.is_dir() else []


def _require(room: Path, loose: int, mode: str) -> None:
    if room.exists() and room.stat().st_mode & loose:
        found = f"{room.stat().st_mode & 0o7777:04o}"
        raise LooseFolderError(
            f"{room} is open to others (mode {found}): run 'chmod {mode}' on it, and find out who "
            "has looked into it."
        )


def _require_own_group(room: Path, data: DataFolder) -> None:
    if not (room.exists() and data.releases.exists()):
        return
    if room.stat().st_mode & 0o070 and room.stat().st_gid == data.releases.stat().st_gid:
        raise LooseFolderError(
            f"{room} is open to the group of the releases, which the web server is in: give it a "
            "group of its own ('chgrp'), or run 'chmod 700' on it."
        )
