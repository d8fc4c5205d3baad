"""Logs that are only ever added to: one JSON object a line, on the disk before the call returns."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path


def append(path: Path, fields: Mapping[str, str]) -> None:
    """Add a line with these fields and the moment (UTC) as ``at``."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**fields, "at": now}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines(path: Path) -> list[dict[str, str]]:
    """Return the fields of every line, oldest first; none if there is no log yet."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
