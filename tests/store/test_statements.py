"""Every statement says its grain on its first line, in lower case, and binds its values."""

import re
from pathlib import Path

import pytest

from tasks.check import EXPECTATIONS
from tasks.store.statements import SQL, statement_on

BENCH = Path(__file__).parents[1] / "bench" / "sql"
STATEMENTS = sorted(path for folder in (SQL, EXPECTATIONS, BENCH) for path in folder.rglob("*.sql"))
LITERAL = r"'[^']*'|\"[^\"]*\""


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: str(path.relative_to(SQL.parent)))
def test_a_statement_reads_as_the_house_writes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    statement = re.sub(rf"--.*|({LITERAL})", r"\1", text)

    assert text.startswith("-- grain: ")
    assert re.findall(r"\w*[A-Z]\w*", re.sub(LITERAL, "", statement)) == []
    # A place for Python to write into; a struct's first key is quoted.
    assert re.findall(r"%s|\{[A-Za-z_]*\}", statement) == []
    assert max(map(len, text.splitlines())) <= 120
    # An operator that another DuckDB reads otherwise.
    assert " ~ " not in text


@pytest.mark.parametrize(
    ("named", "quoted"),
    [
        ("count", '"count"'),
        (("secure", "landed", "count"), '"secure"."landed"."count"'),
        ('a"; drop table b; --', '"a""; drop table b; --"'),
    ],
)
def test_a_name_in_a_statement_is_quoted(named: str | tuple[str, ...], quoted: str) -> None:
    assert f"delete from {quoted};" in statement_on("rebuild/forget_delivered", table=named)


def test_a_path_in_a_statement_is_quoted() -> None:
    text = statement_on("store/attach", store="release", path=Path("/data/o'hara's/a.duckdb"))

    assert "attach '/data/o''hara''s/a.duckdb' as \"release\" (" in text


def test_values_are_left_to_be_bound() -> None:
    assert "unnest($columns)" in statement_on("reference/load", table="area")
