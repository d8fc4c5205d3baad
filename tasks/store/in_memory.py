"""The closed folder in which a package is made: its files are not encrypted."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.store.folders import DataFolder

PREFIX = "work-"


@contextmanager
def working_folder(data: DataFolder) -> Iterator[Path]:
    """Give a closed folder under ``secure/``; remove it afterwards."""
    data.hand_over.mkdir(mode=0o700, exist_ok=True)
    remove_left_over(data)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=data.hand_over))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def remove_left_over(data: DataFolder) -> None:
    """Remove what a killed run left. Only for the run that may write."""
    for left in left_over(data):
        shutil.rmtree(left)


def left_over(data: DataFolder) -> list[Path]:
    """Return the working folders that exist, by name."""
    return sorted(data.hand_over.glob(f"{PREFIX}*"))
