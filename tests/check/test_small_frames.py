"""What a small frame shows to hold, holds of every row, and nothing else does."""

from collections.abc import Iterator

import duckdb
import pandas
import pytest

from tasks.check import builtin
from tasks.check.builtin import built_in_outcomes
from tasks.check.outcome import BuiltInRule
from tasks.check.rule_files import rules
from tasks.check.small_frames import OF_KEYS, OF_VALUES
from tasks.store.stores import no_store
from tests.check.conftest import GATES

NAMES = ["letter", "count"]


def rule(expect: str, **kwargs: object) -> BuiltInRule:
    return BuiltInRule(expect, "critical", "So.", "cell", f"expect_{expect}", kwargs)


HELD = [
    rule("column_values_to_not_be_null", column="letter"),
    rule("column_values_to_be_in_set", column="letter", value_set=["a", "b"]),
    rule("column_values_to_be_between", column="count", min_value=1, max_value=9),
    rule("column_values_to_be_in_type_list", column="count", type_list=["int32"]),
    rule("table_columns_to_match_ordered_list", column_list=NAMES),
    rule("compound_columns_to_be_unique", column_list=NAMES),
]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("create temp table cell (letter varchar, count integer)")
        yield connection


@pytest.mark.parametrize("gate", GATES)
def test_every_rule_that_ships_may_be_seen_in_one(gate: str) -> None:
    kinds = {rule.expect for rule in rules(gate) if isinstance(rule, BuiltInRule)}

    assert kinds <= OF_VALUES | OF_KEYS


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        ("('a', 1)", ""),
        ("('a', 1), ('b', 1), ('a', 9), ('b', 2)", ""),
        ("('a', 1), ('b', 1), ('z', 9), ('z', 2)", "in_set"),
        ("('a', 1), (null, 1), ('a', 2)", "not_be_null"),
        ("(null, 1), (null, 2)", "not_be_null in_set"),
        ("('a', 1), ('b', 1), ('b', 10)", "between"),
        ("('a', 1), ('b', 1), ('b', 0)", "between"),
        ("('a', 1), ('b', 1), ('b', null)", "type_list"),
        ("('a', null), ('b', null)", "between type_list"),
        ("('a', 1), ('b', 2), ('a', 3), ('b', 2)", "unique"),
        ("('a', 1), ('b', null), ('a', 3), ('b', null)", "unique type_list"),
        ("(null, null), (null, null)", "not_be_null in_set between type_list unique"),
    ],
)
def test_it_says_what_every_row_says(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, rows: str, broken: str
) -> None:
    connection.execute(f"insert into cell values {rows}")
    small = built_in_outcomes(connection, HELD)
    monkeypatch.setattr(builtin, "small_frames", lambda *_: [])

    assert small == built_in_outcomes(connection, HELD)
    assert [one.rule for one in small if not one.passed] == [
        rule for rule in HELD if any(rule.name.endswith(name) for name in broken.split())
    ]


def test_what_holds_is_not_asked_of_every_row(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.execute("insert into cell select 'a', 1 + i % 9 from range(1000) as t (i)")
    seen = []
    validated = builtin.validated

    def watched(rows: pandas.DataFrame, expectations: list[object]) -> object:
        seen.append(len(rows))
        return validated(rows, expectations)  # type: ignore[arg-type]

    monkeypatch.setattr(builtin, "validated", watched)
    outcomes = built_in_outcomes(connection, HELD[:5])

    assert all(outcome.passed for outcome in outcomes)
    assert seen == [9]
