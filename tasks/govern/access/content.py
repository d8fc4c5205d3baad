"""The content of a data folder: its drops are all 'real' or all 'synthetic'."""

import os

from tasks.store.folders import DataFolder


def content_of(data: DataFolder) -> str:
    """Return the content of a data folder: 'synthetic' until a drop has been landed.

    The secure store checks it when it opens: a store of real drops opens as real or not at all.
    """
    if not data.content.exists():
        return "synthetic"
    said = data.content.read_text(encoding="ascii").strip()
    return "synthetic" if said == "synthetic" else "real"


def settle_content(data: DataFolder, content: str) -> None:
    """Set the content of a data folder once, before the first drop is landed."""
    if data.content.exists():
        return
    partial = data.content.with_suffix(".partial")
    with partial.open("w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(data.content)
