"""The register of people who may decide about releases.

Synthetic drops are decided about by the demonstration's register, real ones by the real one.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DEPLOY = Path(__file__).parents[1] / "deploy"
FILES = {
    "real": DEPLOY / "register.toml",
    "synthetic": DEPLOY / "register-demonstration.toml",
}
OWNER = "accountable owner"


class NotEntitledError(Exception):
    """Somebody may not do what they want to do; the message says why."""


@dataclass(frozen=True)
class Person:
    """A registered person: both days of ``starts`` and ``ends`` are included."""

    account: str
    name: str
    role: str
    starts: date
    ends: date

    def is_registered(self, today: date) -> bool:
        """Say whether the entry holds on a day."""
        return self.starts <= today <= self.ends


@dataclass(frozen=True)
class Register:
    """Everyone registered, now or once."""

    people: tuple[Person, ...]

    def owner(self, today: date) -> Person:
        """Return the person accountable for runs that nobody started by hand.

        Raises:
            NotEntitledError: there is none on that day.
        """
        for person in self.people:
            if person.role == OWNER and person.is_registered(today):
                return person
        raise NotEntitledError("deploy/register.toml names no accountable owner for today.")

    def decider(self, account: str, owner: str, today: date) -> Person:
        """Return the person of an account, if they may decide about a run that ``owner`` owns.

        Raises:
            NotEntitledError: not registered, not today, or the owner.
        """
        entries = [person for person in self.people if person.account == account]
        if not entries:
            raise NotEntitledError(f"'{account}' is not in the register.")
        registered = [person for person in entries if person.is_registered(today)]
        if not registered:
            raise NotEntitledError(f"The registration of '{account}' does not hold today.")
        if account == owner:
            raise NotEntitledError(f"'{account}' owns the run: another person has to decide.")
        return registered[0]


def register_for(content: str) -> Register:
    """Return the register for drops of this content, 'real' or 'synthetic'.

    Raises:
        KeyError: another content, or a field missing from an entry.
    """
    with FILES[content].open("rb") as file:
        entries = tomllib.load(file).get("person", [])
    return Register(tuple(_person(entry) for entry in entries))


def _person(entry: dict[str, object]) -> Person:
    return Person(
        account=str(entry["account"]),
        name=str(entry["name"]),
        role=str(entry["role"]),
        starts=_day(entry["from"]),
        ends=_day(entry["to"]),
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError("'from' and 'to' of a registered person are dates, as 2024-01-31.")
    return value
