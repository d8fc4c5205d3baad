"""Holdings: every copy of every drop on this machine, and package of them, where and until when.

Needs no key and opens no store, so that what is to be destroyed can be listed after the agreement's
end, or when the key is lost.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from tasks.govern.access.content import content_of
from tasks.govern.access.marking import FILE
from tasks.govern.agreement import agreement_for, today
from tasks.govern.sealing import SUFFIX
from tasks.hand_over.encrypt_and_sign import ENCRYPTED
from tasks.receive.incoming_files import delivered_files, partial_files
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.in_memory import left_over
from tasks.store.on_disk import append_line, whole_lines

ORIGINAL, STORED, QUARANTINED, INCOMING = "original", "in the store", "quarantined", "incoming"
OF_A_DATA_FOLDER = {"access", "evaluation", "incoming", "prefect", "protected", "quarantine"}
OF_A_DATA_FOLDER |= {"releases", "running", "secure", "transfer"}
PACKAGE, PARTIAL, PLAIN = "package", "partial", "in plain text"


@dataclass(frozen=True)
class Received:
    """The names of a landed drop. No count."""

    sha256: str
    file_name: str
    dataset: str
    source: str
    extract: str
    vintage: int
    came_from: str


@dataclass(frozen=True)
class Holding:
    """One copy of a drop and ``where`` it is. Names are '' for a file that was never landed."""

    kind: str
    where: str
    sha256: str
    file_name: str
    dataset: str = ""
    source: str = ""
    extract: str = ""
    vintage: int = 0


def note_received(data: DataFolder, received: Received) -> None:
    """Enter a drop, and return once it is on the disk."""
    append_line(data.received_log, json.dumps(asdict(received), ensure_ascii=False))


def received(data: DataFolder) -> dict[str, Received]:
    """Return every drop ever landed, by sha256."""
    entries = [Received(**json.loads(line)) for line in whole_lines(data.received_log)]
    return {one.sha256: one for one in entries}


def holdings(data: DataFolder, incoming: Sequence[Path] = ()) -> list[Holding]:
    """Return every copy of every drop in a data folder and in incoming folders."""
    named = received(data)
    found = [*_originals(data, named), *_stored(data, named), *_quarantined(data)]
    found += [*_packages(data), *_plain(data)]
    for folder in (data.incoming, *incoming):
        found += _incoming(folder, named)
    return list(dict.fromkeys(found))


def left_beside(data: DataFolder, incoming: Sequence[Path] = ()) -> list[str]:
    """Return what stands beside the drops and is no holding, so that a destruction leaves it.

    Other files and folders of the data folder and of incoming folders, whatever their names; links,
    with what they lead to; and drops that have another name on the same disk.
    """
    found = [f"{path}" for path in _children(data.root) if path.name not in OF_A_DATA_FOLDER]
    for folder in dict.fromkeys((data.incoming, *incoming)):
        drops = {*delivered_files(folder), *partial_files(folder)} if folder.is_dir() else set()
        for path in _all_below(folder):
            if path.is_symlink():
                found.append(f"{path}, a link to {path.readlink()}")
            elif path not in drops and path.name != FILE:
                found.append(f"{path}")
            elif path.lstat().st_nlink > 1:
                found.append(f"another name of {path} on the same disk")
    return found


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _all_below(folder: Path) -> Iterator[Path]:
    """Everything in a folder but folders, of which what they hold is told; no link is followed."""
    for path in _children(folder):
        if path.is_dir() and not path.is_symlink():
            yield from _all_below(path)
        else:
            yield path


def destroy_by(data: DataFolder) -> date:
    """Return the last day on which the agreement permits copies."""
    return agreement_for(content_of(data)).destroy_by


def _originals(data: DataFolder, named: dict[str, Received]) -> Iterator[Holding]:
    for path in sorted(data.originals.glob(f"*{SUFFIX}")):
        digest = path.name.partition(".")[0]
        yield _holding(ORIGINAL, path, digest, named.get(digest), path.name)


def _stored(data: DataFolder, named: dict[str, Received]) -> Iterator[Holding]:
    if data.secure_store.exists():
        for digest, one in named.items():
            yield _holding(STORED, data.secure_store, digest, one, one.file_name)


def _quarantined(data: DataFolder) -> Iterator[Holding]:
    for path in sorted(data.quarantine.glob(f"*/*{SUFFIX}")):
        name = path.name.removesuffix(SUFFIX)
        yield Holding(QUARANTINED, str(path), f"{path.parent.name}...", name)


def _packages(data: DataFolder) -> Iterator[Holding]:
    for folder in (data.hand_over, data.transfer):
        for path in sorted(folder.glob(f"*/*{ENCRYPTED}")):
            yield Holding(PACKAGE, str(path), sha256_of(path), path.name)


def _plain(data: DataFolder) -> Iterator[Holding]:
    """Unsealed files of a run under way, or of a killed one until the next run removes them."""
    for folder in (*left_over(data), data.rebuild):
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            yield Holding(PLAIN, str(path), sha256_of(path), path.name)


def _incoming(folder: Path, named: dict[str, Received]) -> Iterator[Holding]:
    for path in delivered_files(folder) if folder.is_dir() else ():
        if path.name != FILE:
            digest = sha256_of(path)
            yield _holding(INCOMING, path, digest, named.get(digest), path.name)
    for path in partial_files(folder) if folder.is_dir() else ():
        yield Holding(PARTIAL, str(path), sha256_of(path), path.name)


def _holding(kind: str, path: Path, digest: str, one: Received | None, name: str) -> Holding:
    if one is None:
        return Holding(kind, str(path), digest, name)
    about = (one.dataset, one.source, one.extract, one.vintage)
    return Holding(kind, str(path), digest, one.file_name, *about)


def in_words(data: DataFolder, found: Sequence[Holding]) -> str:
    """Return the inventory as lines of text. The last line says if destruction is overdue."""
    until = destroy_by(data)
    overdue = " OVERDUE: run 'python -m flows destroy'." if found and today() > until else ""
    told = [
        f"{one.kind:12}  {one.file_name}  {one.extract or 'not landed'}"
        f"{f' vintage {one.vintage}' if one.vintage else ''}  {one.sha256[:16]}  {one.where}"
        for one in found
    ]
    return "\n".join([*told, f"{len(found)} copies, to be destroyed by {until}.{overdue}"])
