"""The agreement that a drop is received and run under.

Synthetic drops (their Cover says it) run under the demonstration's agreement only, all others under
the real one only.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILES = {
    "real": Path(__file__).parents[1] / "deploy" / "agreement.toml",
    "synthetic": Path(__file__).parents[1] / "deploy" / "agreement-demonstration.toml",
}


class OutsideAgreementError(Exception):
    """Today lies outside the agreement's window."""


@dataclass(frozen=True)
class Agreement:
    """A data sharing agreement: what it covers ('real' or 'synthetic' drops) and its window."""

    reference: str
    title: str
    content: str
    starts: date
    ends: date

    def require_open(self, today: date) -> None:
        """Pass if ``today`` lies in the window, both ends included.

        Raises:
            OutsideAgreementError: it does not; the message names the date.
        """
        if today < self.starts:
            raise OutsideAgreementError(
                f"Agreement {self.reference} starts on {_written(self.starts)}: "
                "nothing may be received or run before."
            )
        if today > self.ends:
            raise OutsideAgreementError(
                f"Agreement {self.reference} ended on {_written(self.ends)}: nothing may be "
                "received or run until a reviewed extension stands in deploy/agreement.toml."
            )


def agreement_for(content: str) -> Agreement:
    """Return the agreement for drops of this content, 'real' or 'synthetic'.

    Raises:
        KeyError: another content, or a field missing from the agreement's file.
    """
    with FILES[content].open("rb") as file:
        fields = tomllib.load(file)
    return Agreement(**{name: fields[name] for name in Agreement.__dataclass_fields__})


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
