"""Evaluate built-in rules of Great Expectations, and accept a pass only if the rule was evaluated.

Great Expectations 1.24 skips types that it does not know. It passes an empty suite, and most
expectations on no rows or only nulls. So each rule is matched to its own result, and a rule that
was not evaluated stops the run. Results hold numbers of rows only.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import duckdb

from tasks.check.outcome import BuiltInRule, Outcome, RuleUnusableError
from tasks.check.small_frames import small_frames
from tasks.check.validation import kinds_of_rules, validated
from tasks.store.statements import statement

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.expectations.expectation import Expectation

REFERENCE = "reference."
# Options that every expectation has and no rule may use. A rule that needs a share (mostly) or a
# condition is written as a query.
NOT_FOR_RULES = {
    "id",
    "meta",
    "notes",
    "result_format",
    "description",
    "catch_exceptions",
    "rendered_content",
    "severity",
    "windows",
    "batch_id",
    "mostly",
    "row_condition",
    "condition_parser",
}


def require_usable(rule: BuiltInRule, where: str) -> None:
    """Pass if the rule is a known expectation of a kind whose results hold no values.

    Raises:
        RuleUnusableError: it is not; the message says why.
    """
    from great_expectations.compatibility import pydantic

    kinds = kinds_of_rules()
    if rule.expect not in kinds:
        raise RuleUnusableError(
            f"{where}: {rule.expect} is not an expectation that rules may use. Write a rule about "
            "sums, means or queries in SQL."
        )
    unknown = rule.kwargs.keys() - (kinds[rule.expect].__fields__.keys() - NOT_FOR_RULES)
    if unknown:
        raise RuleUnusableError(f"{where}: {rule.expect} has no {', '.join(sorted(unknown))} here.")
    try:
        _expectation(rule, {name: _or_itself(value) for name, value in rule.kwargs.items()})
    except (pydantic.ValidationError, TypeError, ValueError):
        raise RuleUnusableError(f"{where}: kwargs are not those of {rule.expect}.") from None


def built_in_outcomes(
    connection: duckdb.DuckDBPyConnection, rules: Iterable[BuiltInRule]
) -> list[Outcome]:
    """Evaluate the rules on the current tables; outcomes are in the order of the rules.

    Raises:
        RuleUnusableError: a rule could not be evaluated.
    """
    wanted = tuple(rules)
    by_table = {
        table: [rule for rule in wanted if rule.table == table] for table in _tables(wanted)
    }
    outcomes = {
        outcome.rule.name: outcome
        for table, of_table in by_table.items()
        for outcome in _of_table(connection, table, of_table)
    }
    return [outcomes[rule.name] for rule in wanted]


def _tables(rules: Iterable[BuiltInRule]) -> list[str]:
    return list(dict.fromkeys(rule.table for rule in rules))


def _of_table(
    connection: duckdb.DuckDBPyConnection, table: str, rules: list[BuiltInRule]
) -> list[Outcome]:
    expectations = {rule.name: _expectation(rule, _kwargs(connection, rule)) for rule in rules}
    held = _held_by_small_frames(connection, table, rules, expectations)
    outcomes = [Outcome(rule, 0, ()) for rule in rules if rule.name in held]
    if rest := [rule for rule in rules if rule.name not in held]:
        outcomes += _of_every_row(connection, table, rest, [expectations[one.name] for one in rest])
    return outcomes


def _held_by_small_frames(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rules: list[BuiltInRule],
    expectations: "dict[str, Expectation]",
) -> set[str]:
    """Return the names of rules that small frames show to hold: those of none if one cannot be."""
    try:
        frames = small_frames(connection, table, rules)
    except duckdb.Error:
        return set()
    results: dict[str, ExpectationValidationResult] = {}
    for rows, settled in frames:
        if not rows.empty:
            results |= validated(rows, [expectations[rule.name] for rule in settled])
    return {name for name, result in results.items() if _holds(result)}


def _of_every_row(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rules: list[BuiltInRule],
    expectations: "list[Expectation]",
) -> list[Outcome]:
    try:
        rows = connection.execute(statement("check/whole_table"), {"table": table}).df()
    except duckdb.Error:
        raise RuleUnusableError(f"The table {table} could not be read.") from None
    if rows.empty:
        return [Outcome(rule, 1, (f"{table} has no rows",)) for rule in rules]
    results = validated(rows, expectations)
    return [_outcome(rule, results.get(rule.name)) for rule in rules]


def _outcome(rule: BuiltInRule, result: "ExpectationValidationResult | None") -> Outcome:
    # A pass names what it looked at. An error's text may quote a value, so only the rule is named.
    if result is None or not result.result:
        raise RuleUnusableError(f"The rule {rule.name} could not be evaluated.")
    if _has_no_values(result):
        return Outcome(rule, 1, (f"{rule.table} has no values",))
    if _holds(result):
        return Outcome(rule, 0, ())
    violations = int(result.result.get("unexpected_count") or 1)
    return Outcome(rule, violations, (_columns(rule),))


def _holds(result: "ExpectationValidationResult") -> bool:
    return bool(result.result) and not _has_no_values(result) and result.success is True


def _has_no_values(result: "ExpectationValidationResult") -> bool:
    numbers = result.result
    return "element_count" in numbers and numbers["element_count"] == numbers.get(
        "missing_count", 0
    )


def _columns(rule: BuiltInRule) -> str:
    named = rule.kwargs.get("column") or rule.kwargs.get("column_list") or "columns"
    columns = named if isinstance(named, str) else ", ".join(named)
    return f"{rule.table}: {columns}"


def _kwargs(connection: duckdb.DuckDBPyConnection, rule: BuiltInRule) -> dict[str, Any]:
    return {
        name: _column(connection, value) if _is_reference(value) else value
        for name, value in rule.kwargs.items()
    }


def _column(connection: duckdb.DuckDBPyConnection, name: str) -> list[Any]:
    table, column = name.rsplit(".", 1)
    named = {"table": table, "column": column}
    try:
        values = connection.execute(statement("check/value_set"), named).fetchall()
    except duckdb.Error:
        raise RuleUnusableError(f"{name} is not a column of the reference tables.") from None
    return [value for (value,) in values if value is not None]


def _is_reference(value: object) -> bool:
    return isinstance(value, str) and value.startswith(REFERENCE)


def _or_itself(value: object) -> object:
    return [value] if _is_reference(value) else value


def _expectation(rule: BuiltInRule, kwargs: dict[str, Any]) -> "Expectation":
    made: Expectation = kinds_of_rules()[rule.expect](**kwargs, meta={"rule": rule.name})
    return made
