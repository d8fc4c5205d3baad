"""Every statement says its grain on its first line, in lower case, and binds its values."""

import re
from pathlib import Path

import pytest

from tasks.check import EXPECTATIONS
from tasks.statements import SQL

STATEMENTS = sorted([*SQL.rglob("*.sql"), *EXPECTATIONS.rglob("*.sql")])
KEYWORDS = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|INSERT|CREATE)\b")


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: str(path.relative_to(SQL.parent)))
def test_a_statement_reads_as_the_house_writes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith("-- grain: ")
    assert not KEYWORDS.search(text)
    assert max(map(len, text.splitlines())) <= 120
    # Divisions that could meet a zero, and operators that another DuckDB reads otherwise.
    assert " ~ " not in text
