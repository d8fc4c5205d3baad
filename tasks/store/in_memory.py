"""A closed folder in memory, for files that are not encrypted: no disk ever holds them.

What a killed run leaves there goes before the next one that may write, with the unit that the run
was part of, or with the machine's power.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.govern.access.local import filesystem_of
from tasks.govern.errors import SafeMessageError
from tasks.store.folders import DataFolder

# systemd's folder of a unit, and what every Linux has besides.
OF_THE_UNIT, OF_THE_MACHINE = "RUNTIME_DIRECTORY", Path("/dev/shm")  # noqa: S108
KINDS = {"tmpfs", "ramfs"}
# What earlier versions left on the disk, if they were killed.
ON_DISK = "work-*"


class NoMemoryError(SafeMessageError):
    """The folder meant for unencrypted files is not in memory."""


@contextmanager
def folder_in_memory(data: DataFolder) -> Iterator[Path]:
    """Give a closed folder in memory; remove it afterwards.

    Raises:
        NoMemoryError: there is no file system in memory.
    """
    home = _home()
    if filesystem_of(home) not in KINDS:
        raise NoMemoryError(
            f"{home} is not in memory, and unencrypted counts are written nowhere else: mount a "
            "tmpfs there."
        )
    folder = Path(tempfile.mkdtemp(prefix=_prefix(data), dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def remove_left_over(data: DataFolder) -> None:
    """Remove what a killed run left. Only for the run that may write."""
    for left in left_over(data):
        shutil.rmtree(left)


def left_over(data: DataFolder) -> list[Path]:
    """Return the folders of unencrypted files that exist, by name."""
    home, mine = _home(), os.geteuid()
    found = home.glob(f"{_prefix(data)}*") if home.is_dir() else ()
    # Others may put what they like into the machine's folder.
    ours = [path for path in found if not path.is_symlink() and path.stat().st_uid == mine]
    return sorted([*ours, *data.hand_over.glob(ON_DISK)])


def _home() -> Path:
    return Path(os.environ.get(OF_THE_UNIT) or OF_THE_MACHINE)


def _prefix(data: DataFolder) -> str:
    root = hashlib.sha256(str(data.root.resolve()).encode()).hexdigest()
    return f"serious-violence-{root[:16]}-"
