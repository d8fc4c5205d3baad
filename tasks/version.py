"""Versions: hashes of the files that decide something, so that a result names what made it."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ("flows", "tasks", "sql", "expectations")
CONFORM = ("sql/conform/drop", "sql/reference")
RULES = ("sql/protect",)


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
def _hash(folders: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*")):
        if path.is_file() and path.suffix in {".py", ".sql", ".csv", ".toml"}:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
