"""The project's SQL statements by name: ``sql/<step>/<table>.sql``."""

from functools import cache
from pathlib import Path

SQL = Path(__file__).parents[2] / "sql"


@cache
def statement(name: str) -> str:
    """Return the text of ``sql/<name>.sql``.

    Raises:
        FileNotFoundError: no statement of that name.
    """
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def statements(folder: str) -> tuple[tuple[str, str], ...]:
    """Return (name, text) of every statement in ``sql/<folder>``, in the order of their names."""
    return tuple((path.stem, statement(f"{folder}/{path.stem}")) for path in _sorted(folder))


def _sorted(folder: str) -> list[Path]:
    return sorted((SQL / folder).glob("*.sql"))
