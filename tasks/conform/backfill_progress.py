"""The progress of a backfill, so that it continues where it stopped."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tasks.conform.conform import NoMonthError, known_by
from tasks.store.folders import DataFolder
from tasks.store.on_disk import append_line, whole_lines
from tasks.store.statements import statement
from tasks.store.stores import secure_store
from tasks.store.version import code_version

Release = tuple[date, int]
"""A month by its first day, and the revision."""


@dataclass(frozen=True)
class Backfill:
    """A backfill, identified by what decides its figures: files received, ``as_of`` and code.

    ``latest`` is the last month that it can make. ``progress`` is the file that lists its releases.
    """

    latest: date
    progress: Path

    def made(self) -> dict[date, int]:
        """Return the revision of each month that is already made."""
        made = (line.split(",") for line in whole_lines(self.progress))
        return {date.fromisoformat(month): int(revision) for month, revision in made}

    def note(self, month: date, revision: int) -> None:
        """Note that a month's release is in the store."""
        append_line(self.progress, f"{month},{revision}")


def question_of(releases: Sequence[Release]) -> tuple[str, str]:
    """Return the name of a sign-off of many releases, and in Markdown what is decided about."""
    text = "\n".join(f"- {month:%Y-%m}/r{revision}" for month, revision in releases)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{span(releases)}, {digest}", f"# {len(releases)} releases\n\n{text}"


def span(releases: Sequence[Release]) -> str:
    """Return the first and last month of releases, as '2012-04 to 2024-01'."""
    first, last = (f"{month:%Y-%m}" for month, _ in (releases[0], releases[-1]))
    return first if first == last else f"{first} to {last}"


def note_question(data: DataFolder, name: str, releases: Sequence[Release]) -> None:
    """Note which releases a sign-off is about: more files may arrive before the decision."""
    line = json.dumps([f"{month},{number}" for month, number in releases])
    append_line(_question(data, name), line)


def asked_about(data: DataFolder, name: str) -> list[Release]:
    """Return the releases that the last sign-off is about, if one was asked for."""
    *_, last = ["[]", *whole_lines(_question(data, name))]
    pairs = (line.split(",") for line in json.loads(last))
    return [(date.fromisoformat(month), int(number)) for month, number in pairs]


def _question(data: DataFolder, name: str) -> Path:
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    return _folder(data) / f"sign-off-{digest}.jsonl"


def _folder(data: DataFolder) -> Path:
    folder = data.release_store.parent / "backfill"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def backfill_of(data: DataFolder, as_of: datetime | None = None) -> Backfill:
    """Return the backfill for the files received so far, new or already begun.

    Raises:
        NoMonthError: the files make no release.
    """
    with secure_store(data) as connection:
        connection.execute(statement("conform/current_table"), {"as_of": known_by(as_of)})
        (latest,) = connection.execute(statement("conform/release_month")).fetchone() or (None,)
        received = connection.execute(statement("receive/received")).fetchall()
    if latest is None:
        raise NoMonthError("No release can be made: a monthly HES file has not been received.")
    decides = [code_version(), str(as_of), *(drop_id for (drop_id,) in received)]
    digest = hashlib.sha256("\n".join(decides).encode()).hexdigest()[:16]
    return Backfill(latest, _folder(data) / f"{digest}.csv")
