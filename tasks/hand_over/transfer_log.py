"""The states of each package, and who set them: lines of the one log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from filelock import FileLock

from tasks.govern.access.log import TRANSFER, Line, append, lines
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.folders import DataFolder

PREPARED, APPROVED, REJECTED, SENT = "prepared", "approved", "rejected", "sent"
RECEIVED, IN_USE, DESTROYED = "receipt", "in use", "destroyed"
# Noted with or without a package; it changes no state.
REFUSED = "refused"

# The permitted changes of state. A rejected or destroyed package may be made again.
NEXT = {
    "": (PREPARED,),
    PREPARED: (PREPARED, APPROVED, REJECTED),
    APPROVED: (SENT, REJECTED),
    REJECTED: (PREPARED,),
    SENT: (RECEIVED, DESTROYED),
    RECEIVED: (IN_USE, DESTROYED),
    IN_USE: (DESTROYED,),
    DESTROYED: (PREPARED,),
}
WITH_THE_RECIPIENT = (SENT, RECEIVED, IN_USE)


@dataclass(frozen=True)
class Entry:
    """One line: what happened to a package; ``at`` is UTC.

    The hashes are those of the tar before encryption and of the encrypted file.
    """

    package: str
    event: str
    recipient: str = ""
    run: str = ""
    account: str = ""
    name: str = ""
    note: str = ""
    key_fingerprint: str = ""
    tar_sha256: str = ""
    package_sha256: str = ""
    at: str = ""

    @property
    def question(self) -> str:
        """The package and its hash, as people name these bytes."""
        return f"{self.package} {self.package_sha256[:12]}"

    @property
    def digests(self) -> dict[str, str]:
        """What a decision about a package is about: the sha256 of its parts, by name."""
        return {
            "the recipient's key": self.key_fingerprint,
            "the encrypted file": self.package_sha256,
            "the tar inside": self.tar_sha256,
        }


def record(data: DataFolder, entry: Entry) -> None:
    """Add a line, if its event may follow the package's state.

    A line that repeats the last one, as after a crash, is not added.

    Raises:
        HandOverRefusedError: the event may not follow. The refusal is noted as well.
    """
    with _held(data):
        if _is_last(data, entry):
            return
        state = state_of(data, entry.package)
        if entry.event in NEXT[state]:
            _append(data, entry)
            return
        told = f"{entry.package} is {state or 'not known'}: it cannot become '{entry.event}' now."
        _note(data, entry, told)
    raise HandOverRefusedError(told)


def refuse(data: DataFolder, entry: Entry, why: str) -> None:
    """Note that the event of ``entry`` was refused."""
    with _held(data):
        _note(data, entry, f"{entry.event}: {why}")


def entries(data: DataFolder, package: str | None = None) -> list[Entry]:
    """Return the log, oldest first, of one package if it is named."""
    found = [_entry(line) for line in lines(data, TRANSFER)]
    return [entry for entry in found if package in (None, entry.package)]


def state_of(data: DataFolder, package: str) -> str:
    """Return the state of a package; '' if it is unknown."""
    last = _last(data, package)
    return last.event if last else ""


def prepared_as(data: DataFolder, package: str) -> Entry:
    """Return the line in which a package was last prepared.

    Raises:
        HandOverRefusedError: there is no such package.
    """
    found = [entry for entry in entries(data, package) if entry.event == PREPARED]
    if not found:
        raise HandOverRefusedError(f"There is no package '{package}' in the transfer log.")
    return found[-1]


def packages(data: DataFolder) -> list[str]:
    """Return all packages, in the order in which they were first prepared."""
    return list(dict.fromkeys(one.package for one in entries(data) if one.event == PREPARED))


def _last(data: DataFolder, package: str) -> Entry | None:
    changed = [entry for entry in entries(data, package) if entry.event != REFUSED]
    return changed[-1] if changed else None


def _is_last(data: DataFolder, entry: Entry) -> bool:
    last = _last(data, entry.package)
    return last is not None and replace(last, run=entry.run, at=entry.at) == entry


def _note(data: DataFolder, entry: Entry, why: str) -> None:
    _append(data, replace(entry, event=REFUSED, note=why))


def _append(data: DataFolder, entry: Entry) -> None:
    about = asdict(entry)
    del about["at"]
    append(data, Line(TRANSFER, entry.package, entry.name, told=entry.note, about=about))


def _entry(line: dict[str, Any]) -> Entry:
    names = {one.name for one in fields(Entry)}
    about = {name: str(value) for name, value in line.get("about", {}).items() if name in names}
    return Entry(**about | {"at": str(line["at"])})


@contextmanager
def _held(data: DataFolder) -> Iterator[None]:
    with FileLock(data.access / "transfer.lock", mode=0o600):
        yield
