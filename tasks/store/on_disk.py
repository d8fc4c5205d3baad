"""Writing that is on the disk when it returns, of which a crash loses the last line at most."""

import fcntl
import os
from pathlib import Path


def append_line(path: Path, line: str) -> None:
    """Append a line, safe on disk when this returns; a half-written one before it is dropped.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("ab+") as file:
        # One at a time; the kernel lets go when the process ends, however it does.
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(_end_of_whole_lines(path))
        file.write(line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def whole_lines(path: Path) -> list[str]:
    """Return the lines that were written whole; none if there is no file."""
    if not path.exists():
        return []
    # No other character ends a line: a note may hold one that str.splitlines() would split at.
    return path.read_bytes()[: _end_of_whole_lines(path)].decode("utf-8").split("\n")[:-1]


def flush_to_disk(path: Path) -> None:
    """Return when a file's content, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end_of_whole_lines(path: Path) -> int:
    return path.read_bytes().rfind(b"\n") + 1
