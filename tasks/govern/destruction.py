"""Destroy every copy of every drop, when two registered persons have signed that.

Somebody asks: what would go is listed, in ``access/destruction.json``. Two persons sign just that
list. Then it is carried out, if nothing has come or gone since. Originals, refused files, store,
results of checks, errors, spill, packages for the recipient and the delivered files of incoming
folders go; protected releases, their store and the log stay. The certificate lists what went and
what remains to be dealt with. Cut off, it goes on when carried out again. Needs no open agreement,
and no key of the store.
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
from tasks.govern.access.log import DESTROYED, Line, append, lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for
from tasks.govern.certificate import write_certificate
from tasks.govern.decisions import Question, Verdict, ask, decided, verdict
from tasks.govern.holdings import holdings, in_words, left_beside
from tasks.govern.key import key_path
from tasks.govern.statement import DESTRUCTION
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.one_writer import one_writer
from tasks.store.strict_json import read_json

WHAT = "destruction"
BEGUN = "begun"


class NotDestroyedError(AccessRefusedError):
    """Nothing is destroyed: nobody asked, or fewer than two persons signed."""


def request(data: DataFolder, why: str, incoming: Sequence[Path] = ()) -> str:
    """Ask for destruction and return what would be destroyed.

    Raises:
        AccessRefusedError: the person is not registered, or a destruction is under way.
    """
    person = registered(data, WHAT)
    if data.destruction.exists() and _is_begun(data, _question(data)):
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
        # Part of what is signed: afterwards nobody can tell that a file had another name.
        "left": left_beside(data, folders),
    }
    _put(data.destruction, asked)
    append(data, Line(DESTROYED, "asked for", person.name, person.role, f"{len(found)} copies"))
    ask(data, _question(data))
    beside = [f"left: {one}" for one in asked["left"]]
    return "\n".join([in_words(data, found), *beside])


def carry_out(data: DataFolder) -> Path:
    """Destroy what two persons have signed is to be destroyed; return the certificate.

    Raises:
        AccessRefusedError: nobody asked, fewer than two persons signed the list as it stands, or
            copies have come or gone since.
        OSError: something could not be removed; carry it out again when it can.
    """
    person = registered(data, WHAT)
    if not data.destruction.exists():
        raise _refused(data, "Nobody has asked for destruction: one person asks, with a reason.")
    question = _question(data)
    found, listed = verdict(data, question), _listed(data)
    _require_two(data, found)
    if not _is_begun(data, question):
        _require_unchanged(data, listed)
        append(data, Line(DESTROYED, BEGUN, person.name, person.role, about=question.digests))
    _remove(data, listed)
    signed = [asdict(one.statement) for one in found.approved_by]
    certificate = write_certificate(data, listed | {"signed_by": signed, "destroyed_at": _now()})
    decided(data, question, "destroyed")
    data.destruction.unlink()
    return certificate


def _question(data: DataFolder) -> Question:
    return Question(DESTRUCTION, WHAT, {data.destruction.name: sha256_of(data.destruction)})


def _is_begun(data: DataFolder, question: Question) -> bool:
    return any(
        line["what"] == BEGUN and line.get("about") == question.digests
        for line in lines(data, DESTROYED)
    )


def _require_two(data: DataFolder, found: Verdict) -> None:
    if found.is_approved:
        return
    signed = [one.statement.account for one in found.approved_by]
    against = [one.statement.account for one in found.rejected_by]
    told = f"{found.needed} persons have to sign the list as it stands; "
    told += f"signed by: {', '.join(signed) or 'nobody'}."
    told += f" Against it: {', '.join(against)}." if against else ""
    raise _refused(data, " ".join((told, *found.refused)))


def _require_unchanged(data: DataFolder, listed: dict[str, Any]) -> None:
    folders = [Path(path) for path in listed["incoming"]]
    if [asdict(one) for one in holdings(data, folders)] != listed["holdings"]:
        raise _refused(data, "Copies have come or gone since it was asked for: ask again.")


def _refused(data: DataFolder, message: str) -> NotDestroyedError:
    refused = NotDestroyedError(message)
    log_refusal(data, WHAT, refused)
    return refused


def _listed(data: DataFolder) -> dict[str, Any]:
    try:
        found: dict[str, Any] = read_json(data.destruction.read_text(encoding="utf-8"))
    except ValueError:
        raise _refused(data, f"{data.destruction} is no list of copies: ask again.") from None
    return found


def _remove(data: DataFolder, listed: dict[str, Any]) -> None:
    """Remove all of it. Parts may be missing already, after an interrupted destruction."""
    data.secure.mkdir(mode=0o700, exist_ok=True)
    with one_writer(data, _say):
        for one in listed["holdings"]:
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
