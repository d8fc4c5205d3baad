"""Durable writing: a line is on the disk when the call returns."""

import fcntl
import os
from pathlib import Path


def append_line(path: Path, line: str) -> None:
    """Append a line and return when it is on the disk. A half-written last line is dropped first.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("ab+") as file:
        # One writer at a time. The kernel releases the lock when the process ends.
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(_end_of_whole_lines(path))
        file.write(line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def whole_lines(path: Path) -> list[str]:
    """Return the complete lines. Without a file there are none."""
    if not path.exists():
        return []
    # Not str.splitlines(): a note may hold other characters that it would split at.
    return path.read_bytes()[: _end_of_whole_lines(path)].decode("utf-8").split("\n")[:-1]


def flush_to_disk(path: Path) -> None:
    """Write a file's content, or a folder's list of names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end_of_whole_lines(path: Path) -> int:
    return path.read_bytes().rfind(b"\n") + 1
