"""The data sharing agreement under which drops are received, processed, opened and handed over.

Synthetic drops, marked on their Cover, use the demonstration's agreement. All others use the real
agreement.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from pydantic.dataclasses import dataclass

from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.strict_toml import (
    STRICT,
    Day,
    EntryUnusableError,
    Text,
    Texts,
    files_of,
    read_strictly,
)
from tasks.store.dates import in_words

FILES = files_of("agreement")
# Days before the end on which it is said that the end is near.
WARNED_AT = (90, 30, 0)


class OutsideAgreementError(AccessRefusedError):
    """The request is outside the agreement: its window, its sources or its storage locations."""


@dataclass(frozen=True, config=STRICT)
class Agreement:
    """A data sharing agreement: its window and what it covers ('real' or 'synthetic' drops).

    ``recipients`` are the ids of those who may receive counts. ``storage`` are the folders in which
    counts may be kept. ``destroy_by`` is the last day on which a copy may be held.
    """

    reference: Text
    title: Text
    content: Text
    starts: Day
    ends: Day
    destroy_by: Day
    reviewed: Day
    controllers: Texts
    processors: Texts
    sources: Texts
    recipients: Texts
    storage: Texts
    purposes: Texts

    def require_open(self, today: date) -> None:
        """Pass if ``today`` is in the window. Both ends are included.

        Raises:
            OutsideAgreementError: it does not; the message names the date.
        """
        if today < self.starts:
            raise OutsideAgreementError(
                f"Agreement {self.reference} starts on {in_words(self.starts)}: "
                "nothing may be received, run, opened or handed over before."
            )
        if today > self.ends:
            raise OutsideAgreementError(
                f"Agreement {self.reference} ended on {in_words(self.ends)}: nothing may be "
                "received, run, opened or handed over until a reviewed extension stands in "
                "deploy/agreement.toml."
            )

    def require_source(self, source: str) -> None:
        """Pass if drops of this source ('HES', 'PEDW') may be received.

        Raises:
            OutsideAgreementError: they may not.
        """
        if source not in self.sources:
            raise OutsideAgreementError(
                f"Agreement {self.reference} does not permit the source {source}: it permits "
                f"{', '.join(self.sources)}. Return the file to the sender."
            )

    def require_place(self, folder: Path) -> None:
        """Pass if counts may be kept in ``folder``.

        Raises:
            OutsideAgreementError: it is not in a storage location of the agreement.
        """
        places = [Path(place).resolve() for place in self.storage]
        if not any(folder.resolve().is_relative_to(place) for place in places):
            raise OutsideAgreementError(
                f"{folder} is no storage location of agreement {self.reference}: it names "
                f"{', '.join(self.storage)}."
            )

    def warning(self, today: date) -> str | None:
        """Return a warning that the end is near, from the first day in ``WARNED_AT`` on."""
        left = (self.ends - today).days
        if not 0 <= left <= max(WARNED_AT):
            return None
        days = f"in {left} day{'s' if left > 1 else ''}"
        when = f"{days}, on {in_words(self.ends)}" if left else "today"
        return (
            f"Agreement {self.reference} ends {when}: nothing may be received, run, opened or "
            "handed over after. An extension is a reviewed change to deploy/agreement.toml."
        )

    def warned_at(self, today: date) -> int | None:
        """Return the last of ``WARNED_AT`` that has been reached, or None."""
        left = (self.ends - today).days
        return min((at for at in WARNED_AT if 0 <= left <= at), default=None)


def agreement_for(content: str) -> Agreement:
    """Return the agreement for drops of this content, 'real' or 'synthetic'.

    Raises:
        KeyError: another content.
        EntryUnusableError: the agreement's file lacks a field, or has an unknown one.
    """
    path = FILES[content]
    agreement = read_strictly(Agreement, path)
    if agreement.content != content:
        raise EntryUnusableError(f"{path.name}: its content has to be '{content}'.")
    return agreement


def today() -> date:
    """Return today's date in UTC. Windows, registrations and training are judged by it."""
    return datetime.now(UTC).date()
