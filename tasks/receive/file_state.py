"""A look at a file: what it sees changes as long as somebody writes into it."""

from dataclasses import dataclass
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
        status = path.stat()
    except FileNotFoundError:
        return None
    return Look(status.st_size, status.st_mtime_ns, status.st_ino)
