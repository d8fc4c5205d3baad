"""The project's SQL statements by name: ``sql/<step>/<table>.sql``."""

from functools import cache
from pathlib import Path
from string import Template

SQL = Path(__file__).parents[2] / "sql"


@cache
def statement(name: str) -> str:
    """Return the text of ``sql/<name>.sql``.

    Raises:
        FileNotFoundError: no statement of that name.
    """
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def statement_on(name: str, **places: str | tuple[str, ...] | Path) -> str:
    """Return a statement on a table or a store, in place of ``$table``, ``$store`` or ``$path``.

    DuckDB takes an identifier there, or the path of a store as a literal; neither can be bound, so
    they are quoted here and nowhere else. Values are bound.

    Raises:
        FileNotFoundError: no statement of that name.
    """
    quoted = {place: _quoted(named) for place, named in places.items()}
    return Template(statement(name)).safe_substitute(quoted)


@cache
def statements(folder: str) -> tuple[tuple[str, str], ...]:
    """Return (name, text) of every statement in ``sql/<folder>``, in the order of their names."""
    return tuple((path.stem, statement(f"{folder}/{path.stem}")) for path in _sorted(folder))


def _quoted(named: str | tuple[str, ...] | Path) -> str:
    if isinstance(named, Path):
        return "'" + str(named).replace("'", "''") + "'"
    parts = named if isinstance(named, tuple) else (named,)
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def _sorted(folder: str) -> list[Path]:
    return sorted((SQL / folder).glob("*.sql"))
