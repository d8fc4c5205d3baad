"""Anchors: heads of the log that a person has signed, to be kept elsewhere."""

import json
from pathlib import Path

from tasks.govern.access.known import register_in_force
from tasks.govern.access.log import Head, head_named, head_of
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.verify import is_by_a_person
from tasks.govern.decisions import enter, person_of
from tasks.govern.signature import SignatureError
from tasks.govern.statement import ANCHOR, as_fields, from_fields, sign, stated
from tasks.store.folders import DataFolder
from tasks.store.strict_json import read_json

LAST_LINE = "the last line"
KEEP_IT = (
    "Keep it where nobody who may write this log can write: with the accountable owner, on another "
    "machine or on paper. Not on this machine. Verify the log by it: 'access verify --anchor "
    "FILE', at the latest before an audit."
)


class NoAnchorError(AccessRefusedError):
    """What was named is no head of a log, or nobody registered has signed it."""


def write_anchor(data: DataFolder, key: Path, into: Path) -> Head:
    """Sign the head of the log into a new file, enter that it was signed, and return the head.

    Raises:
        NotEntitledError: the key is of nobody who is registered today.
        SignatureError: the key cannot sign.
        ValueError: no line of the log can be read.
    """
    person, head = person_of(data, key), head_of(data)
    digests = {LAST_LINE: head.hash}
    signed = sign(stated(ANCHOR, str(head.number), digests, "anchor", person.account), key)
    into.write_text(json.dumps(as_fields(signed), ensure_ascii=False, indent=1), encoding="utf-8")
    enter(data, signed)
    return head


def read_anchor(data: DataFolder, named: str) -> Head:
    """Return the head that a signed anchor's file holds, or that 'NUMBER:HASH' says.

    Raises:
        NoAnchorError: it is neither, or no registered person signed it.
    """
    path = Path(named)
    try:
        return _signed(data, path) if path.is_file() else head_named(named)
    except (ValueError, KeyError, SignatureError):
        raise NoAnchorError(
            f"'{named}' is no anchor: name a file that 'access anchor' wrote, or NUMBER:HASH."
        ) from None


def _signed(data: DataFolder, path: Path) -> Head:
    signed = from_fields(read_json(path.read_text(encoding="utf-8")))
    said = signed.statement
    if said.kind != ANCHOR or not is_by_a_person(data, register_in_force(data), signed):
        raise NoAnchorError(f"{path} is no anchor that a registered person has signed.")
    return Head(int(said.what), said.digests[LAST_LINE])
