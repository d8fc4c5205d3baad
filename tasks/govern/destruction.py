"""Destroy every copy of every drop, when two registered persons say so.

The first person asks and is shown what would go; a second one, of another account, confirms, if
nothing has come since. Originals, refused files, store, results of checks, errors, spill, packages
for the recipient and the delivered files of incoming folders go; protected releases, their store
and the logs stay. The certificate in access/certificates/ lists what went and what remains to be
dealt with. Cut off, it goes on when confirmed again. Needs no open agreement, and no key.
"""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.govern.access.admission import log_refusal, registered
from tasks.govern.access.content import content_of
from tasks.govern.access.log import DESTROYED, Line, append
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for
from tasks.govern.certificate import write_certificate
from tasks.govern.holdings import holdings, in_words, left_beside
from tasks.govern.key import key_path
from tasks.govern.register import ANYONE, Entrant
from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer

WHAT = "destruction"


class NotDestroyedError(AccessRefusedError):
    """Nothing is destroyed: nobody asked, or no second person confirmed."""


def ask(data: DataFolder, why: str, incoming: Sequence[Path] = ()) -> str:
    """Ask for destruction and return what would be destroyed.

    Raises:
        AccessRefusedError: the person is not registered, or a destruction is under way.
    """
    person = _person(data)
    if data.destruction.exists() and "confirmed_by" in _request(data):
        raise _refused(data, "A destruction was cut off: confirm it again, so that it ends.")
    folders = [path.resolve() for path in incoming]
    found = holdings(data, folders)
    asked = {
        "agreement": agreement_for(content_of(data)).reference,
        "content": content_of(data),
        "asked_by": asdict(person),
        "asked_at": _now(),
        "why": why,
        "incoming": [str(path) for path in folders],
        "holdings": [asdict(one) for one in found],
    }
    _put(data.destruction, asked)
    append(data, Line(DESTROYED, "asked for", person.name, person.role, f"{len(found)} copies"))
    beside = [f"left: {one}" for one in left_beside(data, folders)]
    return "\n".join([in_words(data, found), *beside])


def confirm(data: DataFolder) -> Path:
    """Destroy what another person asked to have destroyed; return the certificate.

    Raises:
        AccessRefusedError: nobody asked, the same person asked, or more copies have come since.
        OSError: something could not be removed; confirm again when it can.
    """
    person, request = _person(data), _request(data)
    if "confirmed_by" not in request:
        _require_another(data, person, request)
        _require_unchanged(data, request)
        request |= {"confirmed_by": asdict(person), "confirmed_at": _now()}
        # Now, since afterwards nobody can tell that a file had another name.
        request["left"] = left_beside(data, [Path(path) for path in request["incoming"]])
        _put(data.destruction, request)
        append(data, Line(DESTROYED, "confirmed", person.name, person.role))
    _remove(data, request)
    certificate = write_certificate(data, request | {"destroyed_at": _now()})
    data.destruction.unlink()
    return certificate


def _person(data: DataFolder) -> Entrant:
    entrant = registered(data, WHAT)
    if entrant.role == "service":
        raise _refused(data, f"'{entrant.account}' is a service account: two persons destroy.")
    return entrant


def _require_another(data: DataFolder, person: Entrant, request: dict[str, Any]) -> None:
    asked = request["asked_by"]
    if person.account == asked["account"] or person.name == asked["name"] != ANYONE:
        raise _refused(data, f"'{person.account}' asked for it: another person has to confirm.")


def _require_unchanged(data: DataFolder, request: dict[str, Any]) -> None:
    folders = [Path(path) for path in request["incoming"]]
    if [asdict(one) for one in holdings(data, folders)] != request["holdings"]:
        raise _refused(data, "Copies have come or gone since it was asked for: ask again.")


def _refused(data: DataFolder, message: str) -> NotDestroyedError:
    refused = NotDestroyedError(message)
    log_refusal(data, WHAT, refused)
    return refused


def _request(data: DataFolder) -> dict[str, Any]:
    if not data.destruction.exists():
        raise _refused(data, "Nobody has asked for destruction: one person asks, with a reason.")
    found: dict[str, Any] = json.loads(data.destruction.read_text(encoding="utf-8"))
    return found


def _remove(data: DataFolder, request: dict[str, Any]) -> None:
    """Remove all of it. Parts may be missing already, after an interrupted destruction."""
    data.secure.mkdir(mode=0o700, exist_ok=True)
    with one_writer(data, _say):
        for one in request["holdings"]:
            Path(one["where"]).unlink(missing_ok=True)
        for folder in (data.quarantine, data.transfer, data.secure):
            if folder.exists():
                shutil.rmtree(folder)
        if key_path(data) == data.throw_away_key:
            data.throw_away_key.unlink(missing_ok=True)
    if data.received_log.exists():
        # Files received from now on start a new list.
        data.received_log.replace(data.received_log.with_name(f"received-until-{_stamp()}.jsonl"))
    data.content.unlink(missing_ok=True)


def _put(path: Path, content: dict[str, Any]) -> None:
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
