"""Where things stand in a data folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFolder:
    """The rooms of one data folder; ``root`` is what ``--data`` names.

    ``secure`` and ``quarantine`` hold unsuppressed counts, ``protected`` and ``releases`` never do.
    """

    root: Path

    @property
    def secure(self) -> Path:
        """Everything unsuppressed but the refused files."""
        return self.root / "secure"

    @property
    def originals(self) -> Path:
        """Delivered files as they came, read-only, named by their sha256."""
        return self.secure / "originals"

    @property
    def checks(self) -> Path:
        """The results page of each run: rules and keys, no counts, for the team alone."""
        return self.secure / "checks"

    @property
    def secure_store(self) -> Path:
        """Landed and conformed counts, encrypted."""
        return self.secure / "secure.duckdb"

    @property
    def outcome_store(self) -> Path:
        """What became of every rule of every run, encrypted."""
        return self.secure / "outcomes.duckdb"

    @property
    def throw_away_key(self) -> Path:
        """The demonstration's key: beside the data folder, so that no backup of it holds both."""
        return self.root.with_name(self.root.name + ".key")

    @property
    def release_store(self) -> Path:
        """Protected cells only."""
        return self.root / "protected" / "release.duckdb"

    @property
    def releases(self) -> Path:
        """What goes out: ``<YYYY-MM>/r<N>/``."""
        return self.root / "releases"

    @property
    def quarantine(self) -> Path:
        """Refused files, whole, each with its reason."""
        return self.root / "quarantine"

    @property
    def writer_lock(self) -> Path:
        """Held by the one run that may write."""
        return self.secure / "writer.lock"

    @property
    def running(self) -> Path:
        """One lock for each run that is alive."""
        return self.root / "running"

    @property
    def sign_off_log(self) -> Path:
        """Who let which release go out; one JSON object a line."""
        return self.root / "protected" / "sign-off.jsonl"

    def prepare(self) -> None:
        """Make the rooms; those with unsuppressed counts are closed to everyone else.

        Raises:
            PermissionError: the data folder cannot be written.
        """
        for room in (self.root, self.releases, self.release_store.parent):
            room.mkdir(parents=True, exist_ok=True)
        for room in (self.secure, self.originals, self.quarantine):
            room.mkdir(mode=0o700, exist_ok=True)
            room.chmod(0o700)
