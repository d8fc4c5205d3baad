"""The register of recipients: their keys, the days these are valid, and who signs for the sender.

Synthetic counts go to the demonstration's recipient, whose keys are throw-away keys.
"""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tasks.govern.register import register_for
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.folders import DataFolder

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = {
    "real": DEPLOY / "recipients.toml",
    "synthetic": DEPLOY / "recipients-demonstration.toml",
}
THROW_AWAY = "throw-away"
REVIEWERS = 2
SENDER = ("principal", "public_key", "reviewed_by")
ENTRY = ("organisation", "team", "age_key", "fingerprint", "from", "to", "reviewed_by")


@dataclass(frozen=True)
class Sender:
    """The sender: the name that the receiver knows, and the public key (OpenSSH)."""

    principal: str
    public_key: str


@dataclass(frozen=True)
class Recipient:
    """The recipient of a package, and the age key that it is encrypted to."""

    name: str
    organisation: str
    team: str
    age_key: str


def recipient_for(data: DataFolder, content: str, name: str, today: date) -> Recipient:
    """Return the recipient of that name for 'real' or 'synthetic' counts.

    Raises:
        HandOverRefusedError: the name is not on the register or not valid today, the key is not the
            reviewed one, or fewer than two registered people reviewed it.
    """
    entries = _file(content).get("recipient", [])
    entry = next((one for one in entries if one.get("name") == name), None)
    if entry is None:
        raise HandOverRefusedError(
            f"'{name}' is not on the register of recipients: {FILES[content].name} names those "
            "that two people have reviewed."
        )
    _require_whole(entry, ENTRY, f"the entry of '{name}'")
    _require_reviewed(entry, content, f"the entry of '{name}'")
    if not entry["from"] <= today <= entry["to"]:
        raise HandOverRefusedError(
            f"The entry of '{name}' in {FILES[content].name} holds from {entry['from']} to "
            f"{entry['to']}, not today."
        )
    found = Recipient(name, entry["organisation"], entry["team"], entry["age_key"])
    if found.age_key == THROW_AWAY and content == "synthetic":
        return replace(found, age_key=ThrowAwayKeys(data).age_key())
    if fingerprint(found.age_key) != entry["fingerprint"]:
        raise HandOverRefusedError(
            f"The key of '{name}' is not the one of its fingerprint in {FILES[content].name}: "
            "one of them was changed. Ask both reviewers."
        )
    return found


def sender_for(data: DataFolder, content: str) -> Sender:
    """Return the sender of packages of 'real' or 'synthetic' counts.

    Raises:
        HandOverRefusedError: no sender is named, or fewer than two registered people reviewed it.
    """
    entry = _file(content).get("sender")
    if entry is None:
        raise HandOverRefusedError(f"{FILES[content].name} names no sender: nobody can sign.")
    _require_whole(entry, SENDER, "the sender")
    _require_reviewed(entry, content, "the sender")
    if entry["public_key"] == THROW_AWAY and content == "synthetic":
        key = ThrowAwayKeys(data).signing_public_key(entry["principal"])
        return Sender(entry["principal"], key)
    return Sender(entry["principal"], entry["public_key"])


def fingerprint(age_key: str) -> str:
    """Return the sha256 of a public key's text, which people compare."""
    return hashlib.sha256(age_key.encode()).hexdigest()


def _file(content: str) -> dict[str, Any]:
    return tomllib.loads(FILES[content].read_text(encoding="utf-8"))


def _require_whole(entry: dict[str, Any], fields: tuple[str, ...], what: str) -> None:
    missing = [name for name in fields if name not in entry]
    if missing:
        raise HandOverRefusedError(
            f"The register of recipients does not say {', '.join(missing)} of {what}."
        )


def _require_reviewed(entry: dict[str, Any], content: str, what: str) -> None:
    reviewers = set(entry["reviewed_by"])
    if len(reviewers) < REVIEWERS:
        raise HandOverRefusedError(
            f"Two people have to review {what} of the register of recipients ('reviewed_by')."
        )
    # People who have left since count as well.
    unknown = reviewers - {person.account for person in register_for(content).people}
    if unknown:
        raise HandOverRefusedError(
            f"'{min(unknown)}' reviewed {what} of the register of recipients, and is nobody of the "
            "register of people: a registered person has to compare the keys again."
        )
