"""Evaluate the rules of a gate on the current tables, then pass or stop."""

from collections.abc import Iterable

import duckdb

from tasks.check.builtin import built_in_outcomes
from tasks.check.outcome import (
    MOST_KEYS,
    BuiltInRule,
    CheckFailedError,
    CheckReceipt,
    Outcome,
    QueryRule,
    RuleUnusableError,
)
from tasks.check.outcome_store import outcomes_kept
from tasks.check.rule_files import rules
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import secure_store
from tasks.store.variables import set_variables

SUBJECTS = {
    "landing": "check/drop_subject",
    "conformed": "check/month_subject",
    "published": "check/month_subject",
    "published/files": "check/release_subject",
}
# What rules of a drop read besides its counts.
OF_A_DROP = ("revised_cell", "empty_period", "absent_force")


def check(connection: duckdb.DuckDBPyConnection, gate: str) -> CheckReceipt:
    """Evaluate every rule of a gate on the current tables.

    Raises:
        RuleUnusableError: a rule could not be read or evaluated.
    """
    held = rules(gate)
    built_in = built_in_outcomes(connection, (r for r in held if isinstance(r, BuiltInRule)))
    queried = _queried(connection, (r for r in held if isinstance(r, QueryRule)))
    (subject,) = connection.execute(statement(SUBJECTS[gate])).fetchone() or ("",)
    return CheckReceipt(gate, (*built_in, *queried), subject)


def require(receipt: CheckReceipt) -> None:
    """Pass if no critical rule is broken.

    Raises:
        CheckFailedError: one is; the message names rules and keys.
    """
    if receipt.failed:
        raise CheckFailedError(receipt)


def check_landing(connection: duckdb.DuckDBPyConnection, drop_id: str) -> CheckReceipt:
    """Check the current drop, also against the extract before it.

    Raises:
        RuleUnusableError: a rule could not be read or evaluated.
    """
    set_variables(connection, drop_id=drop_id)
    for name in OF_A_DROP:
        connection.execute(statement(f"check/{name}"))
    return check(connection, "landing")


def check_conformed(data: DataFolder) -> CheckReceipt:
    """Check the current figures and keep the outcomes.

    Raises:
        CheckFailedError: a critical rule is broken.
        RuleUnusableError: a rule could not be read or evaluated.
    """
    with outcomes_kept(data) as outcomes, secure_store(data) as connection:
        receipt = check(connection, "conformed")
        require(receipt)
        outcomes.append(receipt)
    return receipt


def _queried(
    connection: duckdb.DuckDBPyConnection, held: Iterable[QueryRule]
) -> tuple[Outcome, ...]:
    return tuple(query_outcome(connection, rule) for rule in held)


def query_outcome(connection: duckdb.DuckDBPyConnection, rule: QueryRule) -> Outcome:
    """Evaluate one query on the current tables.

    Raises:
        RuleUnusableError: it could not be evaluated.
    """
    try:
        rows = connection.execute(rule.query).fetchall()
    except duckdb.Error:
        # DuckDB's message may quote a value, so only the rule is named.
        raise RuleUnusableError(f"The rule {rule.name} could not be evaluated.") from None
    keys = tuple(", ".join(str(key) for key in row) for row in rows[:MOST_KEYS])
    return Outcome(rule, len(rows), keys)
