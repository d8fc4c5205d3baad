"""How a sheet is spoken of in a message: by its name only if that can do no harm there."""

import re

from tasks.receive.reader.plain_text import plain

# A number of more than two digits may be a count, unless it is a year.
_HARMLESS = re.compile(r"(?:[A-Za-z]|[ _.,()&-]|(?<!\d)(?:\d{1,2}|20\d\d)(?!\d))+")
MOST = 31


def quotable(name: str, number: int) -> str:
    """Return a sheet's name, or its number (from 1) if the name is not of harmless characters."""
    text = " ".join(plain(name).split())
    return text if len(text) <= MOST and _HARMLESS.fullmatch(text) else f"no. {number}"


def told_apart(labels: list[str]) -> list[str]:
    """Return what sheets are called, by number where two are called alike or one as a number is."""
    return [
        f"no. {number}" if label.startswith("no. ") or labels.count(label) > 1 else label
        for number, label in enumerate(labels, 1)
    ]
