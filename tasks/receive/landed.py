"""Delivered files that have landed go from the incoming folder: they stand there in the clear."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from tasks.govern.holdings import received
from tasks.receive.file_state import look_at, open_delivered
from tasks.store.folders import DataFolder

SETTING, ON = "REMOVE_LANDED", "yes"


def is_removed() -> bool:
    """Say whether landed files are to be removed."""
    return os.environ.get(SETTING) == ON


def remove_landed(data: DataFolder, done: Mapping[str, Path]) -> list[str]:
    """Remove files, by sha256, whose run succeeded; return the names of those removed.

    Only what is among the drops received, and is still those bytes. One that cannot be removed is
    left, and tried again with the next look.
    """
    landed = received(data)
    return [
        path.name for digest, path in done.items() if digest in landed and _removed(path, digest)
    ]


def _removed(path: Path, digest: str) -> bool:
    try:
        before = look_at(path)
        with open_delivered(path) as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == digest
        if not same or look_at(path) != before:
            return False
        path.unlink()
    except OSError:
        return False
    return True
