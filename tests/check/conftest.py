"""Rules broken on purpose: ``broken/<gate>/<rule>.sql`` spoils good tables until it breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tasks.check.builtin import built_in_outcomes
from tasks.check.gate import OF_A_DROP, query_outcome
from tasks.check.outcome import BuiltInRule, Outcome, QueryRule, Rule
from tasks.check.rule_files import rules
from tasks.store.statements import statement

BROKEN = Path(__file__).parent / "broken"
GATES = ("landing", "conformed", "published", "published/files")


def fixture(gate: str, rule: str) -> str:
    return (BROKEN / gate / f"{rule}.sql").read_text(encoding="utf-8")


def outcome_of(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Outcome:
    if isinstance(rule, BuiltInRule):
        (outcome,) = built_in_outcomes(connection, [rule])
        return outcome
    assert isinstance(rule, QueryRule)
    return query_outcome(connection, rule)


@contextmanager
def undone(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    (period_end,) = connection.execute("select system.main.getvariable('period_end')").fetchone()
    connection.begin()
    try:
        yield
    finally:
        connection.rollback()
        # No transaction holds a variable.
        connection.execute("set variable period_end = $1", [period_end])


def not_broken(connection: duckdb.DuckDBPyConnection, gate: str, dataset: str = "") -> list[str]:
    """Rules that hold though their fixture spoiled the tables at hand, or break before that."""
    wrong = []
    for rule in rules(gate):
        spoil = fixture(gate, rule.name)
        if dataset and not spoil.startswith(f"-- dataset: {dataset}\n"):
            continue
        if not outcome_of(connection, rule).passed:
            wrong.append(f"{rule.name} breaks on good tables")
        with undone(connection):
            connection.execute(spoil)
            # What is made of the tables that were spoiled.
            for name in OF_A_DROP[1:] if gate == "landing" else ():
                connection.execute(statement(f"check/{name}"))
            if outcome_of(connection, rule).passed:
                wrong.append(f"{rule.name} holds on spoiled tables")
    return wrong
