"""The folders and files of a data folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from tasks.govern.access.marking import mark

OTHERS = 0o027


def restrict_umask() -> None:
    """Create files that the group cannot write and others cannot read."""
    os.umask(os.umask(0o077) | OTHERS)


@dataclass(frozen=True)
class DataFolder:
    """The folders of one data folder; ``root`` is what ``--data`` names.

    ``secure`` and ``quarantine`` hold unsuppressed counts; ``access``, ``protected`` and
    ``releases`` never do.
    """

    root: Path

    @property
    def secure(self) -> Path:
        """All unsuppressed counts except those in refused files."""
        return self.root / "secure"

    @property
    def originals(self) -> Path:
        """Delivered files, unchanged, sealed, read-only and named by their sha256."""
        return self.secure / "originals"

    @property
    def checks(self) -> Path:
        """The results page of each run, for the team only: rules and keys, no counts."""
        return self.secure / "checks"

    @property
    def secure_store(self) -> Path:
        """Landed and conformed counts, encrypted."""
        return self.secure / "secure.duckdb"

    @property
    def outcome_store(self) -> Path:
        """The outcome of every rule in every run, encrypted."""
        return self.secure / "outcomes.duckdb"

    @property
    def throw_away_key(self) -> Path:
        """The demonstration's key, outside the data folder so that no backup holds both."""
        return self.root.with_name(self.root.name + ".key")

    @property
    def throw_away_hand_over_keys(self) -> Path:
        """The demonstration's keys of sender and receiver, also outside the data folder."""
        return self.root.with_name(self.root.name + ".hand-over")

    @property
    def release_store(self) -> Path:
        """Protected cells only."""
        return self.root / "protected" / "release.duckdb"

    @property
    def done(self) -> Path:
        """A digest of the files received whose due releases were made."""
        return self.root / "protected" / "done"

    @property
    def releases(self) -> Path:
        """Published releases: ``<YYYY-MM>/r<N>/``."""
        return self.root / "releases"

    @property
    def evaluation(self) -> Path:
        """The evaluation's estimates and report: ``<YYYY-MM>/e<N>/``. No unpublished count."""
        return self.root / "evaluation"

    @property
    def quarantine(self) -> Path:
        """Refused files, complete, each with its reason."""
        return self.root / "quarantine"

    @property
    def writer_lock(self) -> Path:
        """The lock of the one run that may write."""
        return self.secure / "writer.lock"

    @property
    def running(self) -> Path:
        """One lock file for each run under way, and what people were told already."""
        return self.root / "running"

    @property
    def access(self) -> Path:
        """Evidence that the agreement is kept: the log and what it refers to."""
        return self.root / "access"

    @property
    def access_log(self) -> Path:
        """The one log: accesses, decisions, transfers, destructions; one JSON object a line."""
        return self.access / "access.jsonl"

    @property
    def access_head(self) -> Path:
        """The number and the hash of the log's last line."""
        return self.access / "head"

    @property
    def history(self) -> Path:
        """A copy of agreement and register at each change."""
        return self.access / "history"

    @property
    def throw_away_people_keys(self) -> Path:
        """The demonstration's keys of its invented people, by account."""
        return self.access / "throw-away-keys"

    @property
    def destruction(self) -> Path:
        """The list of what is to be destroyed, until it is."""
        return self.access / "destruction.json"

    @property
    def certificates(self) -> Path:
        """Certificates: what was destroyed, when and by whom."""
        return self.access / "certificates"

    @property
    def rotation(self) -> Path:
        """Exists while files under the new key replace those under the old one."""
        return self.access / "rotation"

    @property
    def content(self) -> Path:
        """Says what the drops are: 'real' or 'synthetic'. Written before the first is landed."""
        return self.access / "content"

    @property
    def received_log(self) -> Path:
        """The names of all landed drops, one JSON object a line. No counts."""
        return self.access / "received.jsonl"

    @property
    def errors(self) -> Path:
        """Unexpected errors in full. Sealed, because they may quote counts."""
        return self.secure / "errors"

    @property
    def incoming(self) -> Path:
        """Delivered files, unless another folder is named."""
        return self.root / "incoming"

    @property
    def hand_over(self) -> Path:
        """Packages for the recipient, encrypted and signed, that wait for approval."""
        return self.secure / "hand-over"

    @property
    def rebuild(self) -> Path:
        """Where past releases are rebuilt, meanwhile."""
        return self.secure / "rebuild"

    @property
    def transfer(self) -> Path:
        """Approved packages, encrypted and signed, for a person to carry to the recipient."""
        return self.root / "transfer"

    def prepare(self) -> None:
        """Make missing folders. Those with unsuppressed counts are closed to everyone else.

        A folder that is already open to others is left so. Opening the store then refuses, and
        says why.

        Raises:
            PermissionError: the data folder cannot be written.
        """
        restrict_umask()
        for folder in (self.root, self.releases):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.secure, self.originals, self.quarantine, self.access):
            folder.mkdir(mode=0o700, exist_ok=True)
        self.release_store.parent.mkdir(mode=0o700, exist_ok=True)
        # No unsuppressed count was open, so no harm was done: closed now. The web server's group
        # reads releases alone.
        for folder in (self.release_store.parent, self.evaluation, self.transfer, self.running):
            if folder.exists() and folder.stat().st_uid == os.geteuid():
                folder.chmod(0o700)
        mark(self.secure)
