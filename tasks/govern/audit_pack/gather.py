"""The tables of an audit pack. None holds a count of admissions."""

import grp
import json
import pwd
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tasks.govern.access.local import filesystem_of
from tasks.govern.access.log import CHANGED, DESTROYED, INCIDENT, REFUSED, ROTATED, lines
from tasks.govern.holdings import holdings
from tasks.govern.key import key_path
from tasks.govern.sealing import SUFFIX
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder

Row = dict[str, Any]
NOTABLE = (REFUSED, INCIDENT, DESTROYED, ROTATED, CHANGED)
COLUMNS = ("number", "at", "account", "name", "event", "what", "told", "why", "run")


def notable(data: DataFolder) -> list[Row]:
    """Return the lines of the log that are not plain accesses, such as refusals and incidents."""
    return [
        {name: line.get(name, "") for name in COLUMNS}
        for line in lines(data)
        if line["event"] in NOTABLE
    ]


def accesses(data: DataFolder) -> list[Row]:
    """Return how often each account opened what, and why."""
    times: dict[tuple[str, ...], int] = {}
    for line in lines(data):
        if line["event"] == "opened":
            key = tuple(str(line[name]) for name in ("account", "name", "what", "why"))
            times[key] = times.get(key, 0) + 1
    return [
        dict(zip(("account", "name", "what", "why"), key, strict=True)) | {"times": number}
        for key, number in sorted(times.items())
    ]


def refused_drops(data: DataFolder) -> list[Row]:
    """Return the refused files that are kept, each with its reasons."""
    return [
        {
            "file": path.name.removesuffix(SUFFIX),
            "sha256": f"{path.parent.name}...",
            "reasons": (path.parent / "reason.txt").read_text(encoding="utf-8").split("\n\n")[1],
        }
        for path in sorted(data.quarantine.glob(f"*/*{SUFFIX}"))
    ]


def errors(data: DataFolder) -> list[Row]:
    """Return the unexpected errors that are kept sealed: name and time, not the text."""
    return [{"file": path.name} for path in sorted(data.errors.glob(f"*{SUFFIX}"))]


def copies(data: DataFolder, incoming: Sequence[Path]) -> list[Row]:
    """Return every copy of every drop."""
    return [asdict(one) for one in holdings(data, incoming)]


def storage(data: DataFolder, incoming: Sequence[Path]) -> list[Row]:
    """Return what is kept where, who can read it, and what protects it."""
    return [
        {
            "place": str(path),
            "what": what,
            "unsuppressed": unsuppressed,
            "at rest": at_rest,
            "mode": f"{path.stat().st_mode & 0o7777:04o}",
            "owner": _name(pwd.getpwuid, path.stat().st_uid),
            "group": _name(grp.getgrgid, path.stat().st_gid),
            "file system": filesystem_of(path),
        }
        for path, what, unsuppressed, at_rest in _places(data, incoming)
        if path.exists()
    ]


def releases(data: DataFolder) -> list[Row]:
    """Return every existing release with the result of its audit."""
    rows = []
    for path in sorted(data.releases.glob("*/r*/manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        digest = sha256_of(path)
        audit = ", ".join(f"{name}: {number}" for name, number in manifest["audit"].items())
        rows.append(
            {"release": manifest["release"], "synthetic": manifest["synthetic"], "audit": audit}
            | {"files": len(manifest["files"]), "sha256 of its manifest": digest}
        )
    return rows


def transferred(data: DataFolder) -> list[Row]:
    """Return the files of the transfer folder by name and hash, without their content."""
    folder = data.transfer
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        {
            "file": path.relative_to(folder).as_posix(),
            "sha256": sha256_of(path),
        }
        for path in files
    ]


def _places(data: DataFolder, incoming: Sequence[Path]) -> Iterator[tuple[Path, str, bool, str]]:
    sealed = "AES-256-GCM, sealed files"
    yield data.secure_store, "the secure store", True, "AES-256-GCM, by DuckDB"
    yield data.secure, "originals, errors, results of checks", True, sealed
    yield data.quarantine, "refused files", True, sealed
    for folder in (data.incoming, *incoming):
        yield folder, "files as delivered, until they are removed", True, "as the disk is"
    yield data.transfer, "packages for recipients", True, "to the recipient's key"
    yield data.access, "log, history of agreement and register, certificates", False, "no"
    yield data.release_store, "the release store", False, "no"
    yield data.releases, "releases", False, "no"
    yield data.root / "prefect", "history of runs", False, "no"
    yield key_path(data), "the key of the secure store", False, "no"


def _name(find: Any, number: int) -> str:  # noqa: ANN401
    try:
        return str(find(number)[0])
    except KeyError:
        return str(number)
