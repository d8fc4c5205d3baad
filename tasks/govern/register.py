"""The register of people who may open unsuppressed counts and decide about releases.

Synthetic drops use the demonstration's register, real drops the real one.
"""

import re
from dataclasses import dataclass as plain_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.strict_toml import (
    STRICT,
    Day,
    EntryUnusableError,
    Flag,
    Text,
    files_of,
    read_strictly,
)

FILES = files_of("register")
OWNER = "accountable owner"
# NHS England's Data Security and Protection Toolkit asks for training every year.
TRAINING_HOLDS = timedelta(days=365)
# Python keeps the word 'from' for itself.
From = Annotated[Day, Field(alias="from")]
To = Annotated[Day, Field(alias="to")]
ANYONE = "anybody who runs the demonstration"
# A key of the demonstration, made in its data folder (tasks/govern/people_keys.py).
THROW_AWAY = "throw-away"
PUBLIC_KEY = re.compile(r"(ssh-ed25519|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]{43,}=*")


class NotEntitledError(AccessRefusedError):
    """A person is not entitled to what they asked for; the message says why."""


@dataclass(frozen=True, config=STRICT)
class Person:
    """A registered person, from ``starts`` to ``ends``, both days included.

    What they decide counts if the private half of ``public_key`` (OpenSSH) signed it.
    """

    account: Text
    name: Text
    employer: Text
    role: Text
    trained: Day
    starts: From
    ends: To
    public_key: Text

    def is_registered(self, today: date) -> bool:
        """Say whether the entry holds on a day."""
        return self.starts <= today <= self.ends


@dataclass(frozen=True, config=STRICT)
class Service:
    """An account of scheduled runs that no person logs in with; ``owner`` is a person's account."""

    account: Text
    purpose: Text
    owner: Text
    starts: From
    ends: To

    def is_registered(self, today: date) -> bool:
        """Say whether the entry holds on a day."""
        return self.starts <= today <= self.ends


@plain_dataclass(frozen=True)
class Entrant:
    """The person or service that was admitted, as the log names them."""

    account: str
    name: str
    role: str


@dataclass(frozen=True, config=STRICT)
class Register:
    """All registered people, present and past.

    The demonstration's register has ``admits_anyone``: anybody is admitted, without training.
    """

    people: Annotated[tuple[Person, ...], Field(alias="person")] = ()
    services: Annotated[tuple[Service, ...], Field(alias="service")] = ()
    admits_anyone: Flag = False

    def owner(self, today: date) -> Person:
        """Return the person accountable for scheduled runs.

        Raises:
            NotEntitledError: there is none on that day.
        """
        for person in self.people:
            if person.role == OWNER and person.is_registered(today):
                return person
        raise NotEntitledError("deploy/register.toml names no accountable owner for today.")

    def admit(self, account: str, today: date) -> Entrant:
        """Return who may open unsuppressed counts with this operating-system account.

        Raises:
            NotEntitledError: not registered, not today, training lapsed, or a service account
                whose owner is not entitled.
        """
        for service in self.services:
            if service.account == account and service.is_registered(today):
                owner = self._entitled(service.owner, today)
                return Entrant(account, f"{service.purpose}, for {owner.name}", "service")
        if self.admits_anyone and not any(person.account == account for person in self.people):
            return Entrant(account, ANYONE, "demonstration")
        person = self._entitled(account, today)
        return Entrant(account, person.name, person.role)

    def keys(self, account: str, day: date) -> tuple[str, ...]:
        """Return the public keys that an account's statements of a day may be signed with."""
        return tuple(
            person.public_key
            for person in self.people
            if person.account == account and person.is_registered(day)
        )

    def is_service(self, account: str) -> bool:
        """Return whether an account is a service account."""
        return any(service.account == account for service in self.services)

    def decider(self, account: str, owner: str, today: date) -> Person:
        """Return the person of an account, if they may decide about a run that ``owner`` owns.

        Raises:
            NotEntitledError: not registered, not today, training lapsed, or the owner.
        """
        person = self._entitled(account, today)
        if account == owner:
            raise NotEntitledError(f"'{account}' owns the run: another person has to decide.")
        return person

    def _entitled(self, account: str, today: date) -> Person:
        entries = [person for person in self.people if person.account == account]
        if not entries:
            raise NotEntitledError(
                f"'{account}' is not in the register: an entry is a reviewed change to "
                "deploy/register.toml."
            )
        registered = [person for person in entries if person.is_registered(today)]
        if not registered:
            raise NotEntitledError(f"The registration of '{account}' does not hold today.")
        # The demonstration's people are invented and have no training.
        if not self.admits_anyone and not _is_trained(registered[0], today):
            raise NotEntitledError(
                f"The training of '{account}' of {registered[0].trained} does not hold today: it "
                f"lapses after {TRAINING_HOLDS.days} days. Train, and enter the date."
            )
        return registered[0]


def register_for(content: str) -> Register:
    """Return the register for drops of this content, 'real' or 'synthetic'.

    Raises:
        KeyError: another content.
        EntryUnusableError: a field is unknown, missing or of another type.
    """
    return read_register(FILES[content], content)


def read_register(path: Path, content: str) -> Register:
    """Return the register that a file holds, as ``register_for`` does.

    Raises:
        EntryUnusableError: a field is unknown, missing or of another type.
    """
    register = read_strictly(Register, path)
    if register.admits_anyone and content == "real":
        raise EntryUnusableError(f"{path.name}: a register of real drops admits nobody unnamed.")
    _require_keys(register, content, path.name)
    return register


def _is_trained(person: Person, today: date) -> bool:
    return person.trained <= today <= person.trained + TRAINING_HOLDS


def _require_keys(register: Register, content: str, file: str) -> None:
    """Pass if every person has a key that is a key, and no two accounts have the same one."""
    owners: dict[str, str] = {}
    for person in register.people:
        if person.public_key == THROW_AWAY and content == "synthetic":
            continue
        if not PUBLIC_KEY.fullmatch(person.public_key):
            raise EntryUnusableError(
                f"{file}: the field 'public_key' of '{person.account}' has to be a key as "
                "'ssh-ed25519 AAAA...' or 'sk-ssh-ed25519@openssh.com AAAA...', without a comment."
            )
        if owners.setdefault(person.public_key, person.account) != person.account:
            raise EntryUnusableError(
                f"{file}: '{person.account}' and '{owners[person.public_key]}' have the same "
                "public key: two persons have two."
            )
