"""Tell a delivered file that is complete from one that is still being written."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from tasks.receive.file_state import Look, look_at, open_delivered
from tasks.receive.incoming_files import delivered_files

SECONDS_AT_REST = 1.0


@dataclass
class Looks:
    """Looks at a folder; the first look at each state of a file is remembered, with its time."""

    folder: Path
    first: dict[Path, tuple[Look, float]] = field(default_factory=dict)
    digests: dict[tuple[Path, Look], str] = field(default_factory=dict)

    def complete(self, now: float) -> dict[str, Path]:
        """Return the complete drops of the folder by sha256; ``now`` is seconds since the epoch.

        Complete is a file with a drop's name (never a temporary one) whose size and time stood
        still for a second, or for long before it was first seen. Of files with the same bytes the
        first by name stands for all.

        Raises:
            NotADirectoryError: there is no such folder.
        """
        seen = {path: look for path in delivered_files(self.folder) if (look := look_at(path))}
        self.first = {path: self._first(path, look, now) for path, look in seen.items()}
        found: dict[str, Path] = {}
        for path, (look, since) in self.first.items():
            if _at_rest(look, since, now) and (digest := self._digest(path, look)):
                found.setdefault(digest, path)
        return found

    @property
    def all_at_rest(self) -> bool:
        """Say whether every file was complete at the last look."""
        return all((path, look) in self.digests for path, (look, _) in self.first.items())

    def _first(self, path: Path, look: Look, now: float) -> tuple[Look, float]:
        before = self.first.get(path)
        return before if before and before[0] == look else (look, now)

    def _digest(self, path: Path, look: Look) -> str | None:
        key = (path, look)
        if key not in self.digests:
            digest = sha256_if_there(path)
            # Written into while it was read: the next look sees another state.
            if digest is None or look_at(path) != look:
                return None
            self.digests[key] = digest
        return self.digests[key]


def sha256_if_there(path: Path) -> str | None:
    """Return the sha256 of a file, or None if it is gone or not to be read."""
    try:
        with open_delivered(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _at_rest(look: Look, since: float, now: float) -> bool:
    if look.size == 0:
        return False
    return now - since >= SECONDS_AT_REST or look.is_long_at_rest(since)
