"""Read the entries of deploy/*.toml strictly: what is unknown, missing or of another type stops."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from tasks.govern.access.refused import AccessRefusedError

T = TypeVar("T")


class EntryUnusableError(AccessRefusedError):
    """A file of deploy/ does not say what it has to say: nothing is allowed by it."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file holds.

    Raises:
        EntryUnusableError: there is none, or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EntryUnusableError(f"{path} cannot be read: {error}") from None


def entry(
    kind: type[T],
    said: Mapping[str, Any],
    where: str,
    written: Mapping[str, str] | None = None,
) -> T:
    """Return ``said`` as a dataclass of dates, texts and lists of texts.

    ``written`` gives the word in the file for a field that is called otherwise.

    Raises:
        EntryUnusableError: a field is unknown, missing, empty or of another type.
    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    words = {(written or {}).get(name, name): name for name in known}
    for problem, odd in (
        ("is not known", said.keys() - words.keys()),
        ("is missing", words.keys() - said.keys()),
    ):
        if odd:
            raise EntryUnusableError(f"{where}: the field '{min(odd)}' {problem}.")
    return kind(
        **{
            name: _value(said[word], known[name].type, f"{where}: the field '{word}'")
            for word, name in words.items()
        }
    )


def _value(value: object, wanted: object, field: str) -> object:
    if wanted is date and isinstance(value, date) and not isinstance(value, datetime):
        return value
    if wanted is str and isinstance(value, str) and value.strip():
        return value
    if wanted == tuple[str, ...] and isinstance(value, list) and all(map(_is_text, value)):
        return tuple(value)
    raise EntryUnusableError(f"{field} has to be {_in_words(wanted)}.")


def _in_words(wanted: object) -> str:
    if wanted is date:
        return "a date, as 2024-01-31"
    return "a text" if wanted is str else "a list of texts"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
