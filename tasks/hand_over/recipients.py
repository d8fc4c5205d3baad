"""The register of recipients: their keys, the days these are valid, and who signs for the sender.

Synthetic counts go to the demonstration's recipient, whose keys are throw-away keys.
"""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from tasks.govern.access.strict_toml import (
    STRICT,
    EntryUnusableError,
    Text,
    files_of,
    read_strictly,
)
from tasks.govern.register import From, To
from tasks.govern.review import NotReviewedError, require_reviewed
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.folders import DataFolder

FILES = files_of("recipients")
THROW_AWAY = "throw-away"


@dataclass(frozen=True, config=STRICT)
class Sender:
    """The sender: the name that the receiver knows, and the public key (OpenSSH)."""

    principal: Text
    public_key: Text


@dataclass(frozen=True, config=STRICT)
class Recipient:
    """Who a package is for, and the age key that it is encrypted to; both days are included."""

    name: Text
    organisation: Text
    team: Text
    age_key: Text
    fingerprint: Text
    starts: From
    ends: To


@dataclass(frozen=True, config=STRICT)
class Recipients:
    """The register: everyone whom packages may be for, now or once, and who signs them."""

    sender: Sender | None = None
    recipients: Annotated[tuple[Recipient, ...], Field(alias="recipient")] = ()


def recipient_for(data: DataFolder, content: str, name: str, today: date) -> Recipient:
    """Return the recipient of that name for 'real' or 'synthetic' counts.

    Raises:
        HandOverRefusedError: not on the register, not today, a key that is not the one reviewed,
            a register that two registered persons have not signed, or that cannot be read.
    """
    found = next((one for one in _register(content).recipients if one.name == name), None)
    if found is None:
        raise HandOverRefusedError(
            f"'{name}' is not on the register of recipients: {FILES[content].name} names those "
            "that two people have reviewed."
        )
    _require_reviewed(data, content)
    if not found.starts <= today <= found.ends:
        raise HandOverRefusedError(
            f"The entry of '{name}' in {FILES[content].name} holds from {found.starts} to "
            f"{found.ends}, not today."
        )
    if found.age_key == THROW_AWAY and content == "synthetic":
        return replace(found, age_key=ThrowAwayKeys(data).age_key())
    if fingerprint(found.age_key) != found.fingerprint:
        raise HandOverRefusedError(
            f"The key of '{name}' is not the one of its fingerprint in {FILES[content].name}: "
            "one of them was changed. Ask both reviewers."
        )
    return found


def sender_for(data: DataFolder, content: str) -> Sender:
    """Return the sender of packages of 'real' or 'synthetic' counts.

    Raises:
        HandOverRefusedError: nobody is named, or two registered persons have not signed the
            register, or it cannot be read.
    """
    sender = _register(content).sender
    if sender is None:
        raise HandOverRefusedError(f"{FILES[content].name} names no sender: nobody can sign.")
    _require_reviewed(data, content)
    if sender.public_key == THROW_AWAY and content == "synthetic":
        key = ThrowAwayKeys(data).signing_public_key(sender.principal)
        return replace(sender, public_key=key)
    return sender


def fingerprint(age_key: str) -> str:
    """Return the sha256 of a public key's text, which people compare."""
    return hashlib.sha256(age_key.encode()).hexdigest()


def _register(content: str) -> Recipients:
    try:
        return read_strictly(Recipients, FILES[content])
    except EntryUnusableError as error:
        raise HandOverRefusedError(str(error)) from None


def _require_reviewed(data: DataFolder, content: str) -> None:
    """Pass if two persons have signed the register; the demonstration's needs none."""
    if content != "real":
        return
    try:
        require_reviewed(data, FILES[content])
    except NotReviewedError as error:
        raise HandOverRefusedError(str(error)) from None
