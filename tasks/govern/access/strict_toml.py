"""Read the files of deploy/ strictly: what is unknown, missing or of another type stops."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Strict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from tasks.govern.access.refused import AccessRefusedError

DEPLOY = Path(__file__).parents[3] / "deploy"
T = TypeVar("T")
# For pydantic's dataclasses: the code calls by name what the file calls otherwise ('from').
STRICT = ConfigDict(extra="forbid", validate_by_name=True)
# Strict each by itself: a dataclass that is strict as a whole takes no table of a file.
Day = Annotated[date, Strict()]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), StringConstraints(pattern=r"\S")]
Texts = tuple[Text, ...]
PROBLEMS = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is not known",
    "bool_type": "has to be true or false",
    "date_type": "has to be a date, as 2024-01-31",
    "string_type": "has to be a text",
    "string_pattern_mismatch": "has to be a text",
    "tuple_type": "has to be a list of texts",
}


class EntryUnusableError(AccessRefusedError):
    """A file of deploy/ does not say what it has to say: nothing is allowed by it."""


def files_of(name: str) -> dict[str, Path]:
    """Return which file of deploy/ is for 'real' drops and which for 'synthetic' ones."""
    return {"real": DEPLOY / f"{name}.toml", "synthetic": DEPLOY / f"{name}-demonstration.toml"}


def read_strictly(kind: type[T], path: Path) -> T:
    """Return what a file holds, as a dataclass of pydantic: ``STRICT``, and of the types above.

    Raises:
        EntryUnusableError: there is no file, it is no TOML, or a field is unknown, missing, empty
            or of another type.
    """
    try:
        return TypeAdapter(kind).validate_python(_toml(path), by_alias=True, by_name=False)
    except ValidationError as error:
        faults = (f"{path.name}{_in_words(fault)}." for fault in error.errors())
        raise EntryUnusableError(" ".join(faults)) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EntryUnusableError(f"{path} cannot be read: {error}") from None


def _in_words(fault: ErrorDetails) -> str:
    """Say where in the file a fault is, and what is wrong."""
    problem, place = fault["type"], fault["loc"]
    is_table = isinstance(fault["input"], dict)
    if problem == "dataclass_type" or (problem == "tuple_type" and is_table):
        return f": write {_header(fault)}"
    if isinstance(place[-1], int):
        problem, place = "tuple_type", place[:-1]
    *tables, field = place
    where = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in tables)
    return f"{where}: the field '{field}' {PROBLEMS[problem]}"


def _header(fault: ErrorDetails) -> str:
    name = fault["loc"][0]
    is_alone = fault["type"] == "dataclass_type" and len(fault["loc"]) == 1
    return f"[{name}], with its fields below" if is_alone else f"[[{name}]], one for each"
