"""A folder of outputs: whole or not at all, whether it comes or goes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.store.on_disk import flush_to_disk

PARTIAL = ".partial"


@contextmanager
def appearing_whole(folder: Path) -> Iterator[Path]:
    """Give a folder to write into, which becomes ``folder`` when all of it is on the disk.

    Raises:
        OSError: it cannot be written. Nothing of ``folder`` stands then.
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
    """Remove a folder if it is there, so that no half of it ever stands under its name."""
    partial = _partial(folder)
    if folder.exists():
        folder.rename(partial)
        shutil.rmtree(partial)


def _partial(folder: Path) -> Path:
    """Return what a folder is called while it is not whole; one a crash left behind is removed."""
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    # Only one run at a time writes.
    shutil.rmtree(partial, ignore_errors=True)
    return partial
