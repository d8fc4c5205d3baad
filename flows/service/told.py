"""What people were told already, so that it is not said again by each process that starts."""

import json
from collections.abc import Iterable

from tasks.store.folders import DataFolder


def newly_told(data: DataFolder, topic: str, holds: Iterable[str]) -> list[str]:
    """Return those sentences that hold now and were not told; keep all of them as told.

    One that holds no more is forgotten, so that it is told again when it comes back.
    """
    path, now = data.running / f"told-{topic}.json", set(holds)
    before = set(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else set()
    if now != before:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(sorted(now)), encoding="utf-8")
        new.replace(path)
    return sorted(now - before)
