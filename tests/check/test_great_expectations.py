"""What Great Expectations would let pass, and that here it does not: a canary for each flaw."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks.check import RuleUnusableError, builtin, rule_files
from tasks.check.builtin import built_in_outcomes
from tasks.check.gate import query_outcome
from tasks.check.outcome import BuiltInRule, QueryRule
from tasks.check.rule_files import rules
from tasks.store.stores import no_store

RULE = """
[[rule]]
name = "known_letters"
severity = "critical"
reason = "A letter is not known."
table = "letter"
expect = "expect_column_values_to_be_in_set"
kwargs = { column = "letter", value_set = ["a", "b"] }
"""
QUERY = "-- grain: one row\n-- severity: warning\n-- reason: It is so.\n"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("create temp table letter as select 'a' as letter, 1 as count")
        yield connection


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of rules, for the gate 'own'."""
    monkeypatch.setattr(rule_files, "EXPECTATIONS", tmp_path / "expectations")
    folder = tmp_path / "expectations" / "own"
    folder.mkdir(parents=True)
    rules.cache_clear()
    yield folder
    rules.cache_clear()


def in_set(column: str = "letter", **more: object) -> BuiltInRule:
    kwargs = {"column": column, "value_set": ["a", "b"], **more}
    expect = "expect_column_values_to_be_in_set"
    return BuiltInRule("known_letters", "critical", "Not known.", "letter", expect, kwargs)


def test_a_rule_that_holds_and_one_that_does_not(connection: duckdb.DuckDBPyConnection) -> None:
    (held,) = built_in_outcomes(connection, [in_set()])
    connection.execute("insert into letter values ('z', 1), ('y', 1)")
    (broken,) = built_in_outcomes(connection, [in_set()])

    assert held.passed
    assert (broken.violations, broken.keys) == (2, ("letter: letter",))


def test_no_rows_break_every_rule(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from letter")
    (outcome,) = built_in_outcomes(connection, [in_set()])

    assert not outcome.passed
    assert outcome.keys == ("letter has no rows",)


def test_nulls_alone_break_a_rule(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update letter set letter = null")
    (outcome,) = built_in_outcomes(connection, [in_set()])

    assert not outcome.passed
    assert outcome.keys == ("letter has no values",)


def test_a_rule_that_errs_stops_the_run(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(RuleUnusableError, match="known_letters could not be evaluated"):
        built_in_outcomes(connection, [in_set(column="no such column")])


def test_a_rule_without_a_result_stops_the_run(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtin, "validated", lambda rows, expectations: {})

    with pytest.raises(RuleUnusableError, match="known_letters could not be evaluated"):
        built_in_outcomes(connection, [in_set()])


def test_a_table_that_is_not_there_stops_the_run(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("drop table letter")

    with pytest.raises(RuleUnusableError, match="letter could not be read"):
        built_in_outcomes(connection, [in_set()])


def test_a_set_that_the_reference_tables_lack_stops_the_run(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(RuleUnusableError, match=r"reference.age.colour"):
        built_in_outcomes(connection, [in_set(value_set="reference.age.colour")])


def test_a_trivially_false_query_is_broken(connection: duckdb.DuckDBPyConnection) -> None:
    rule = QueryRule("one_is_two", "critical", "One is not two.", "select 1 where 1 != 2")

    assert not query_outcome(connection, rule).passed


def test_a_query_that_errs_stops_the_run(connection: duckdb.DuckDBPyConnection) -> None:
    rule = QueryRule("broken", "critical", "It errs.", "select cast('977' as date)")

    with pytest.raises(RuleUnusableError, match="broken could not be evaluated") as told:
        query_outcome(connection, rule)
    assert "977" not in str(told.value)


@pytest.mark.parametrize(
    ("suite", "told"),
    [
        ("", "must hold rules"),
        ("rule = []", "must hold rules"),
        ("rules = 1", "must hold rules"),
        ("[[rule", "cannot be read"),
        (RULE.replace("_in_set", "_in_sett"), "is not an expectation that rules may use"),
        (RULE.replace("_column_values_to_be_in_set", "_column_sum_to_be_between"), "in SQL"),
        (RULE.replace("_column_values_to_be_in_set", "_query_results_to_match_comparison"), "SQL"),
        (RULE.replace("value_set", "valueset"), "has no valueset"),
        (RULE.replace("column =", "mostly = 0.5, column ="), "has no mostly"),
        (RULE.replace(', value_set = ["a", "b"]', ""), "kwargs are not those of"),
        (RULE.replace("critical", "crtical"), "severity is one of"),
        (RULE.replace("reason", "raeson"), "see raeson, reason"),
        (RULE + RULE, "have one name"),
    ],
)
def test_a_suite_that_is_not_right_stops_the_run(gate: Path, suite: str, told: str) -> None:
    (gate / "suite.toml").write_text(suite, encoding="utf-8")

    with pytest.raises(RuleUnusableError, match=told):
        rules("own")


def test_a_gate_without_a_suite_stops_the_run(gate: Path) -> None:
    with pytest.raises(RuleUnusableError, match=r"suite.toml cannot be read"):
        rules("own")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("select 1;", "must start with"),
        (QUERY.replace("warning", "wraning") + "select 1;", "must start with"),
        (QUERY + "-- select 1;", "one query"),
        (QUERY + "select 1; select 2;", "one query"),
        (QUERY + "delete from letter;", "one query"),
        (QUERY + "selekt 1;", "one query"),
    ],
)
def test_a_query_that_is_not_one_stops_the_run(gate: Path, text: str, told: str) -> None:
    (gate / "suite.toml").write_text(RULE, encoding="utf-8")
    (gate / "query.sql").write_text(text, encoding="utf-8")

    with pytest.raises(RuleUnusableError, match=told):
        rules("own")


def test_results_hold_no_value(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    results = builtin.validated

    def watched(*of: object) -> object:
        told = results(*of)  # type: ignore[arg-type]
        seen.extend(json.dumps(one.result, default=str) for one in told.values())
        return told

    monkeypatch.setattr(builtin, "validated", watched)
    connection.execute("insert into letter values ('z', 97977)")
    between = BuiltInRule(
        "small", "critical", "Too many.", "letter", "expect_column_values_to_be_between",
        {"column": "count", "max_value": 9},
    )  # fmt: skip
    outcomes = built_in_outcomes(connection, [in_set(), between])

    # Of the small frame, then of every row.
    assert len(seen) == 4
    assert "97977" not in "".join([*seen, *map(str, outcomes)])


def test_an_error_leaves_no_value_in_logs(
    connection: duckdb.DuckDBPyConnection,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    connection.execute("update letter set letter = '97977'")
    wrong = BuiltInRule(
        "dates", "critical", "No date.", "letter", "expect_column_values_to_be_between",
        {"column": "letter", "min_value": 9},
    )  # fmt: skip
    with pytest.raises(RuleUnusableError) as told:
        built_in_outcomes(connection, [wrong])

    said = capfd.readouterr()
    assert "97977" not in caplog.text + said.out + said.err + str(told.value)
    assert "Traceback" not in caplog.text + said.out + said.err


PROBE = """
import os, socket, sys
def refuse(*of, **how):
    raise OSError("no network here")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from tasks.check import rules
assert "great_expectations" not in sys.modules and "pandas" not in sys.modules
rules("landing")
from tasks.check.builtin import built_in_outcomes
from tasks.store.stores import no_store
with no_store() as connection:
    connection.execute("create temp table delivered_cell as select 97977 as frequency")
    rule = next(rule for rule in rules("landing") if rule.name == "no_count_missing")
    (held,) = built_in_outcomes(connection, [rule])
assert held.passed
assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
"""


@pytest.mark.slow
def test_it_writes_nothing_and_calls_nobody(tmp_path: Path) -> None:
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GX_")},
        "GX_ANALYTICS_ENABLED": "true",
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr == ""
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["home", "tmp"]
