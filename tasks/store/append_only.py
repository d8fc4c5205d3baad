"""Append-only logs: one JSON object a line, on the disk before the call returns."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tasks.store.on_disk import append_line, whole_lines


def append(path: Path, fields: Mapping[str, str]) -> None:
    """Add a line with these fields; ``at`` is the time (UTC)."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    path.parent.mkdir(parents=True, exist_ok=True)
    append_line(path, json.dumps({**fields, "at": now}, ensure_ascii=False))


def lines(path: Path) -> list[dict[str, str]]:
    """Return the fields of every complete line, oldest first. Without a log there are none."""
    return [json.loads(line) for line in whole_lines(path)]
