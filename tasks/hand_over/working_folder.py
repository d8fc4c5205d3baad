"""The closed folder in which a package is made: what is in there is in plain text."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.store.folders import DataFolder

WORKSHOP = "work-"


@contextmanager
def workshop(data: DataFolder) -> Iterator[Path]:
    """Give a closed folder in the secure room; it is gone afterwards."""
    data.hand_over.mkdir(mode=0o700, exist_ok=True)
    remove_left_workshops(data)
    folder = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=data.hand_over))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def remove_left_workshops(data: DataFolder) -> None:
    """Remove what a run that was killed left: for whoever holds the turn to write."""
    for left in left_workshops(data):
        shutil.rmtree(left)


def left_workshops(data: DataFolder) -> list[Path]:
    """Return the workshops that stand, by name."""
    return sorted(data.hand_over.glob(f"{WORKSHOP}*"))
