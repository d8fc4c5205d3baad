"""Where things stand in a data folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from tasks.govern.access.marking import mark

OTHERS = 0o027


def restrict_umask() -> None:
    """Let this process make nothing that its group may write or others may read."""
    os.umask(os.umask(0o077) | OTHERS)


@dataclass(frozen=True)
class DataFolder:
    """The rooms of one data folder; ``root`` is what ``--data`` names.

    ``secure`` and ``quarantine`` hold unsuppressed counts; ``access``, ``protected`` and
    ``releases`` never do.
    """

    root: Path

    @property
    def secure(self) -> Path:
        """Everything unsuppressed but the refused files."""
        return self.root / "secure"

    @property
    def originals(self) -> Path:
        """Delivered files as they came, sealed, read-only, named by their sha256."""
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
    def throw_away_hand_over_keys(self) -> Path:
        """The demonstration's keys of sender and receiver: beside the data folder as well."""
        return self.root.with_name(self.root.name + ".hand-over")

    @property
    def release_store(self) -> Path:
        """Protected cells only."""
        return self.root / "protected" / "release.duckdb"

    @property
    def releases(self) -> Path:
        """What goes out: ``<YYYY-MM>/r<N>/``."""
        return self.root / "releases"

    @property
    def evaluation(self) -> Path:
        """The evaluation's estimates and report: ``<YYYY-MM>/e<N>/``; no count of its own."""
        return self.root / "evaluation"

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
        """One lock file for each run under way."""
        return self.root / "running"

    @property
    def access(self) -> Path:
        """What shows that the agreement is held to: the log and what it refers to."""
        return self.root / "access"

    @property
    def access_log(self) -> Path:
        """Every access and refusal; one JSON object a line."""
        return self.access / "access.jsonl"

    @property
    def access_head(self) -> Path:
        """The number and hash of the log's last line."""
        return self.access / "head"

    @property
    def history(self) -> Path:
        """Agreement and register as they were, a copy at each change."""
        return self.access / "history"

    @property
    def destruction(self) -> Path:
        """What one person asked to have destroyed, until another has confirmed it."""
        return self.access / "destruction.json"

    @property
    def certificates(self) -> Path:
        """What was destroyed, when, by whom."""
        return self.access / "certificates"

    @property
    def rotation(self) -> Path:
        """Stands while the files under the old key and the new change places."""
        return self.access / "rotation"

    @property
    def content(self) -> Path:
        """What its drops are: 'real' or 'synthetic'; none before the first is landed."""
        return self.access / "content"

    @property
    def received_log(self) -> Path:
        """The names of every drop landed, without counts; one JSON object a line."""
        return self.access / "received.jsonl"

    @property
    def errors(self) -> Path:
        """The whole of unexpected errors, sealed: they may quote counts."""
        return self.secure / "errors"

    @property
    def sign_off_log(self) -> Path:
        """Who let which release go out; one JSON object a line."""
        return self.root / "protected" / "sign-off.jsonl"

    @property
    def incoming(self) -> Path:
        """Files as delivered, where no other folder is named."""
        return self.root / "incoming"

    @property
    def hand_over(self) -> Path:
        """Packages for the recipient, encrypted and signed, before they may go out."""
        return self.secure / "hand-over"

    @property
    def rebuild(self) -> Path:
        """Originals unsealed, while past releases are made again."""
        return self.secure / "rebuild"

    @property
    def transfer(self) -> Path:
        """Approved packages, encrypted and signed: a person carries them on."""
        return self.root / "transfer"

    @property
    def transfer_log(self) -> Path:
        """What became of each package; one JSON object a line."""
        return self.root / "protected" / "transfer.jsonl"

    def prepare(self) -> None:
        """Make the rooms that are missing; those with unsuppressed counts closed to everyone else.

        A room that stands open already stays so: opening the store refuses it, aloud.

        Raises:
            PermissionError: the data folder cannot be written.
        """
        restrict_umask()
        for room in (self.root, self.releases, self.release_store.parent):
            room.mkdir(parents=True, exist_ok=True)
        for room in (self.secure, self.originals, self.quarantine, self.access):
            room.mkdir(mode=0o700, exist_ok=True)
        mark(self.secure)
