"""Versions: hashes of the files that decide something, so that a result names what made it."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ("flows", "tasks", "sql", "expectations")
CONFORM = ("sql/conform/drop", "sql/reference")
KINDS = {".py", ".sql", ".csv", ".toml", ".jinja", ".js", ".css", ".typ", ".ttf"}
RULES = (
    "sql/protect",
    "tasks/protect",
    *(
        f"sql/reference/{table}.csv"
        for table in (
            "correction",
            "disclosure_policy",
            "population",
            "public_figure",
            "publication",
        )
    ),
)


def code_version() -> str:
    """Return the version of everything that makes a release (first 16 hex digits of a sha256)."""
    return _hash(CODE)


def conform_version() -> str:
    """Return the version of what makes conformed counts out of landed ones."""
    return _hash(CONFORM)


def rule_version() -> str:
    """Return the version of the disclosure rules."""
    return _hash(RULES)


@cache
def _hash(places: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(file for place in places for file in _files(ROOT / place)):
        if path.suffix in KINDS:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
