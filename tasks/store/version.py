"""Versions: hashes of the files that decide a result, so that each result names its code."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Includes the libraries: another version may write other bytes.
CODE = ("flows", "tasks", "sql", "expectations", "requirements.lock")
CONFORM = ("sql/conform/drop", "sql/reference")
KINDS = {".py", ".sql", ".csv", ".toml", ".jinja", ".js", ".css", ".typ", ".ttf", ".lock"}
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


@cache
def code_version() -> str:
    """Return the version of all code that makes a release (first 16 hex digits of a sha256)."""
    return version_of(ROOT, CODE)


@cache
def conform_version() -> str:
    """Return the version of the code that conforms landed counts."""
    return version_of(ROOT, CONFORM)


@cache
def rule_version() -> str:
    """Return the version of the disclosure rules."""
    return version_of(ROOT, RULES)


def version_of(root: Path, places: tuple[str, ...]) -> str:
    """Return the version of some files and folders of the project in ``root``."""
    digest = hashlib.sha256()
    for path in sorted(file for place in places for file in _files(root / place)):
        if path.suffix in KINDS:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
