"""What the drops of a data folder are: 'real' or 'synthetic', never both."""

import os

from tasks.store.folders import DataFolder


def content_of(data: DataFolder) -> str:
    """Return the content of a data folder; 'synthetic' while nothing has been landed in it.

    The secure store is held to it when it opens: with real drops in it, it opens as real or not.
    """
    if not data.content.exists():
        return "synthetic"
    said = data.content.read_text(encoding="ascii").strip()
    return "synthetic" if said == "synthetic" else "real"


def settle_content(data: DataFolder, content: str) -> None:
    """Settle what a data folder holds, once, before the first drop is landed."""
    if data.content.exists():
        return
    partial = data.content.with_suffix(".partial")
    with partial.open("w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(data.content)
