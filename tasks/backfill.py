"""How far a backfill has come, so that the same one started again goes on where it stopped."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tasks.conform import NoMonthError
from tasks.folders import DataFolder
from tasks.statements import statement
from tasks.store import secure_store
from tasks.version import code_version


@dataclass(frozen=True)
class Backfill:
    """A backfill by what decides its figures: files received, moment, code.

    ``latest`` is the last month that it can make; ``progress`` is the file of what it has made.
    """

    latest: date
    progress: Path

    def made(self) -> dict[date, int]:
        """Return the revision of each month that was made before."""
        if not self.progress.exists():
            return {}
        with self.progress.open(encoding="utf-8", newline="") as file:
            return {
                date.fromisoformat(month): int(revision) for month, revision in csv.reader(file)
            }

    def note(self, month: date, revision: int) -> None:
        """Note that a month's release is in the store."""
        with self.progress.open("a", encoding="utf-8") as file:
            file.write(f"{month},{revision}\n")


def backfill_of(data: DataFolder, as_of: datetime | None = None) -> Backfill:
    """Return the backfill that the files received make now, begun before or not.

    Raises:
        NoMonthError: they make no release.
    """
    known = (as_of or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    with secure_store(data) as connection:
        connection.execute(statement("conform/current_table"), {"as_of": known})
        (latest,) = connection.execute(statement("conform/release_month")).fetchone() or (None,)
        received = connection.execute(statement("receive/received")).fetchall()
    if latest is None:
        raise NoMonthError("No release can be made: a monthly HES file has not been received.")
    decides = [code_version(), str(as_of), *(drop_id for (drop_id,) in received)]
    digest = hashlib.sha256("\n".join(decides).encode()).hexdigest()[:16]
    folder = data.release_store.parent / "backfill"
    folder.mkdir(parents=True, exist_ok=True)
    return Backfill(latest, folder / f"{digest}.csv")
