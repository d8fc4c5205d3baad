"""A past release: its name, its files and its ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tasks.publish.manifest import file_names
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import release_store


@dataclass(frozen=True)
class Release:
    """A release of a month. ``code_version`` is the version of the code that made it, if known."""

    month: date
    revision: int
    code_version: str = ""

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}/r{self.revision}"

    @classmethod
    def named_by(cls, name: str) -> "Release":
        """Return the release with a name such as 2024-01/r2.

        Raises:
            ValueError: the name has another form.
        """
        month, revision = name.split("/r")
        return cls(datetime.strptime(month, "%Y-%m").date(), int(revision))

    def named(self) -> dict[str, object]:
        """Return month and revision as values for statements to bind."""
        return {"month": self.month, "revision": self.revision}

    def folder(self, data: DataFolder) -> Path:
        """Return the folder of its files in ``data``, whether it exists or not."""
        return data.releases / f"{self.month:%Y-%m}" / f"r{self.revision}"


def releases(data: DataFolder) -> list[Release]:
    """Return every release of the release store, in the order in which they were made."""
    if not data.release_store.exists():
        return []
    with release_store(data) as connection:
        rows = connection.execute(statement("rebuild/releases")).fetchall()
    return [Release(month, revision, code) for month, revision, _, code in rows]


def differences(data: DataFolder, scratch: DataFolder, release: Release) -> list[str]:
    """Return which files of a release differ between two folders, and whether its ledger does.

    A release that a person rejected has no files in ``data``. Only its ledger is compared.
    """
    different = [] if _ledger(data, release) == _ledger(scratch, release) else ["the ledger"]
    stands, made = release.folder(data), release.folder(scratch)
    if stands.exists():
        names = sorted({*file_names(stands), *file_names(made)})
        different += [name for name in names if _bytes(stands / name) != _bytes(made / name)]
    return different


def _ledger(data: DataFolder, release: Release) -> list[tuple[object, ...]]:
    with release_store(data) as connection:
        return connection.execute(statement("rebuild/ledger"), release.named()).fetchall()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
