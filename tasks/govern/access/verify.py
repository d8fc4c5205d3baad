"""Verify the one log: what was edited, deleted, swapped, cut off, erased or never signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tasks.govern.access.known import register_in_force
from tasks.govern.access.log import (
    CHANGED,
    NOTHING,
    OPENED,
    SIGNED,
    Head,
    hash_of,
    is_erased,
    kept_head,
    lines,
    parsed,
    texts,
)
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.people_keys import pinned
from tasks.govern.register import Register
from tasks.govern.signature import SignatureError
from tasks.govern.statement import Signed, from_fields
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder


def faults(data: DataFolder, anchor: Head | None = None) -> list[str]:
    """Return a message for each thing that does not hold of the log.

    ``anchor`` is a head that was kept elsewhere.
    """
    if not texts(data):
        return [_gone(data)]
    return [*_broken_chain(data, anchor), *_unsigned(data), *_hidden_changes(data)]


def _gone(data: DataFolder) -> str:
    if is_erased(data):
        return f"The log {data.access_log} is gone, and the folder was used before: it was erased."
    return f"There is no log {data.access_log}: nothing was ever opened here, or all was removed."


def _broken_chain(data: DataFolder, anchor: Head | None) -> Iterator[str]:
    number, before = 0, NOTHING
    hashes = {0: NOTHING}
    for place, text in enumerate(texts(data), 1):
        line = parsed(text)
        if line is None:
            yield f"Line {place} is no entry: it was edited, or cut short by a crash."
            continue
        number += 1
        if line.get("number") != number or line.get("before") != before:
            yield f"Line {place} does not follow the one before: lines are gone or swapped."
        if line.get("hash") != hash_of(line):
            yield f"Line {place} was edited."
        number, before = int(line["number"]), str(line["hash"])
        hashes[number] = before
    for name, kept in (("head beside it", kept_head(data)), ("anchored head", anchor)):
        if kept and hashes.get(kept.number) != kept.hash:
            yield f"The {name} is of line {kept.number}, which is gone or another."
    if kept_head(data) is None:
        yield "The head beside the log is gone."


def _unsigned(data: DataFolder) -> Iterator[str]:
    """Say which decisions nobody signed who was registered on the day that they name."""
    signed = list(lines(data, SIGNED))
    try:
        register = register_in_force(data) if signed else Register()
    except AccessRefusedError as refused:
        yield f"No signature in the log can be verified: {refused}"
        return
    for line in signed:
        try:
            holds = is_by_a_person(data, register, from_fields(line.get("about")))
        except SignatureError:
            holds = False
        if not holds:
            yield f"Line {line['number']} says that somebody decided, and nobody signed that."


def is_by_a_person(data: DataFolder, register: Register, signed: Signed) -> bool:
    """Return whether the person whom a statement names signed it, by their key of that day."""
    said = signed.statement
    keys = register.keys(said.account, datetime.fromisoformat(said.at).date())
    found = (pinned(data, key, said.account) for key in keys)
    return any(key and signed.is_by(key) for key in found)


def _hidden_changes(data: DataFolder) -> Iterator[str]:
    """Say where agreement or register were others than the log says, and which copy is gone."""
    kept = {sha256_of(path) for path in data.history.glob("*.toml")}
    known: dict[str, str] = {}
    for line in lines(data, CHANGED, OPENED):
        if line["event"] == CHANGED:
            known[line["what"]] = digest = digest_told(line)
            if digest not in kept:
                yield f"The copy of {line['what']} of line {line['number']} is gone or another."
            continue
        for file, digest in line.get("about", {}).items():
            if known.get(file) != digest:
                yield f"Line {line['number']} opened under a {file} that the log does not know."


def digest_told(line: dict[str, Any]) -> str:
    """Return the sha256 that a line about a change tells."""
    return str(line["told"]).rpartition(" ")[2]
