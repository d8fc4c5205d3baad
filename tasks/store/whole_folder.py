"""Folders of outputs that appear and disappear whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.store.on_disk import flush_to_disk

PARTIAL = ".partial"


@contextmanager
def appearing_whole(folder: Path) -> Iterator[Path]:
    """Give a folder to write into. It becomes ``folder`` once all of it is on the disk.

    Raises:
        OSError: it cannot be written. ``folder`` does not exist then.
    """
    partial = _partial(folder)
    partial.mkdir(parents=True)
    try:
        yield partial
        for path in (*partial.rglob("*"), partial):
            flush_to_disk(path)
        partial.rename(folder)
        flush_to_disk(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def vanish_whole(folder: Path) -> None:
    """Remove a folder, if there is one. Its name never holds part of it."""
    partial = _partial(folder)
    if folder.exists():
        folder.rename(partial)
        shutil.rmtree(partial)


def _partial(folder: Path) -> Path:
    """Return a folder's name while it is incomplete; remove one that a crash left."""
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    # Safe, since only one run writes at a time.
    shutil.rmtree(partial, ignore_errors=True)
    return partial
