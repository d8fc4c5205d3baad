"""A look at a delivered file, which changes as long as somebody writes into it; and its opening."""

import errno
import os
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

# Nothing wrote into a file for as long: it was renamed in, or was there before.
SECONDS_LONG_AT_REST = 5.0


@dataclass(frozen=True)
class Look:
    """What stands in a folder about a file; its time in nanoseconds since the epoch."""

    size: int
    modified_ns: int
    inode: int

    def is_long_at_rest(self, now: float) -> bool:
        """Say whether nobody touched the file for long before ``now``, in seconds."""
        return now - self.modified_ns / 1e9 >= SECONDS_LONG_AT_REST


def look_at(path: Path) -> Look | None:
    """Return what a look at a file sees; None if it is gone."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return Look(status.st_size, status.st_mtime_ns, status.st_ino)


def open_delivered(path: Path) -> BufferedReader:
    """Open a delivered file for reading: a file itself, never what a link, pipe or device gives.

    Raises:
        OSError: it is none, or cannot be read.
    """
    try:
        # A pipe without a writer would be waited for.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        told = "It is a link, which is not followed: deliver the file itself"
        raise OSError(errno.ELOOP, told, str(path)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "It is no file", str(path))
    return os.fdopen(descriptor, "rb")
