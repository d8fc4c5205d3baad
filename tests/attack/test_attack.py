"""Six releases of a small country, attacked: with the rule alone that works, else it does not."""

import ast
from pathlib import Path

import duckdb
import pytest

from tasks.protect.audit.audit import audit
from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.policy import policy
from tests.attack import small_country
from tests.attack.outsider import Found, attack, known_before
from tests.attack.published import published
from tests.protect.bare_rule import apply_bare_rule

HERE = Path(__file__).parent
ATTACKERS = ("areas", "insider", "narrow", "outsider", "programmes", "published", "system")


def by_the_rule_alone(con: duckdb.DuckDBPyConnection) -> None:
    apply_bare_rule(con)
    audit(con)
    con.execute("create or replace temp table left_out as select '' as publication_table limit 0")


def protected(con: duckdb.DuckDBPyConnection) -> None:
    decide_and_show(con)
    audit_and_leave_out(con, policy())


def given_away(folder: Path, show: small_country.Show, seed: int) -> list[Found]:
    rows = list(published(small_country.released(folder, show, seed)))
    assert any(row.is_hidden for row in rows)
    found = attack(rows, small_country.AREAS).found()
    known = known_before(rows, small_country.AREAS, found)
    return [one for one in found if one.is_given_away and not one.by_nationals and one not in known]


@pytest.mark.slow
def test_the_attack_works_against_the_rule_alone(tmp_path: Path) -> None:
    assert given_away(tmp_path, by_the_rule_alone, seed=1)


@pytest.mark.slow
def test_the_attack_fails_against_releases(tmp_path: Path) -> None:
    assert given_away(tmp_path, protected, seed=1) == []


@pytest.mark.parametrize("name", ATTACKERS)
def test_attackers_import_nothing_of_the_project(name: str) -> None:
    tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {module for module in imported if module.startswith(("tasks", "flows", "tests"))}

    assert ours <= {f"tests.attack.{one}" for one in ATTACKERS}
