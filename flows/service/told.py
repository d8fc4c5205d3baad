"""What people were told already, so that it is not said again by each process that starts."""

import json
from collections.abc import Iterable

from tasks.store.folders import DataFolder


def told_before(data: DataFolder) -> set[str]:
    """Return the sentences that were told and still hold."""
    return set(json.loads(data.told.read_text(encoding="utf-8"))) if data.told.exists() else set()


def note_told(data: DataFolder, told: Iterable[str]) -> None:
    """Keep the sentences that hold, whole or not at all."""
    data.told.parent.mkdir(parents=True, exist_ok=True)
    new = data.told.with_suffix(".new")
    new.write_text(json.dumps(sorted(told)), encoding="utf-8")
    new.replace(data.told)
