"""Render a release from the release store into its folder, whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tasks.folders import DataFolder
from tasks.publish.cells import write_cells
from tasks.publish.manifest import write_manifest
from tasks.publish.workbook import write_workbook
from tasks.store import release_store

PARTIAL = ".partial"


@dataclass(frozen=True)
class PublishReceipt:
    """Where a release stands and the files in it."""

    folder: Path
    files: tuple[str, ...]


def publish(data: DataFolder, month: date, revision: int) -> PublishReceipt:
    """Write the files of a release; a release that stands already is never touched.

    Raises:
        OSError: the folder cannot be written; nothing of the release stands then.
    """
    folder = data.releases / f"{month:%Y-%m}" / f"r{revision}"
    if not folder.exists():
        with _appearing_whole(folder) as partial, release_store(data) as connection:
            write_workbook(connection, month, revision, partial / _workbook_name(month))
            write_cells(connection, month, revision, partial / "cells.csv")
            write_manifest(connection, month, revision, partial)
    return PublishReceipt(folder, tuple(sorted(path.name for path in folder.iterdir())))


def _workbook_name(month: date) -> str:
    return f"assault-admissions-{month:%Y-%m}.xlsx"


@contextmanager
def _appearing_whole(folder: Path) -> Iterator[Path]:
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    # One a crash left behind; only one run at a time publishes.
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        for path in (*partial.iterdir(), partial):
            _flush_to_disk(path)
        partial.rename(folder)
        _flush_to_disk(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
