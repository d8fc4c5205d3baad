"""Evaluate built-in rules of Great Expectations, and accept a pass only if the rule was evaluated.

Great Expectations 1.24 skips types that it does not know. It passes an empty suite, and most
expectations on no rows or only nulls. So each rule is matched to its own result, and a rule that
was not evaluated stops the run. Results hold numbers of rows only.
"""

import inspect
import logging
import os
import warnings
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from tasks.check.outcome import BuiltInRule, Outcome, RuleUnusableError
from tasks.store.statements import statement

if TYPE_CHECKING:
    import pandas
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import (
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )
    from great_expectations.expectations.expectation import Expectation

OF_SHAPE = {
    "expect_column_to_exist",
    "expect_table_columns_to_match_ordered_list",
    "expect_table_columns_to_match_set",
    "expect_table_column_count_to_equal",
    "expect_table_row_count_to_be_between",
}
RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}
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

    kinds = _kinds()
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
    expectations = [_expectation(rule, _kwargs(connection, rule)) for rule in rules]
    try:
        rows = connection.execute(statement("check/whole_table"), {"table": table}).df()
    except duckdb.Error:
        raise RuleUnusableError(f"The table {table} could not be read.") from None
    if rows.empty:
        return [Outcome(rule, 1, (f"{table} has no rows",)) for rule in rules]
    results = _results(rows, expectations)
    return [_outcome(rule, results.get(rule.name)) for rule in rules]


def _results(
    rows: "pandas.DataFrame", expectations: "list[Expectation]"
) -> "dict[str, ExpectationValidationResult]":
    import great_expectations as gx

    batch = _batch_definition().get_batch(batch_parameters={"dataframe": rows})
    suite = gx.ExpectationSuite(name="gate", expectations=expectations)
    with warnings.catch_warnings():
        # A warning could quote a value.
        warnings.simplefilter("ignore")
        validated: ExpectationSuiteValidationResult = batch.validate(
            suite, result_format=RESULT_FORMAT
        )
    # Great Expectations reorders its results.
    return {_rule_of(result): result for result in validated.results}


def _rule_of(result: "ExpectationValidationResult") -> str:
    configuration = result.expectation_config
    return str((configuration.meta or {}).get("rule")) if configuration else ""


def _outcome(rule: BuiltInRule, result: "ExpectationValidationResult | None") -> Outcome:
    # A pass names what it looked at. An error's text may quote a value, so only the rule is named.
    if result is None or not result.result:
        raise RuleUnusableError(f"The rule {rule.name} could not be evaluated.")
    numbers = result.result
    if "element_count" in numbers and numbers["element_count"] == numbers.get("missing_count", 0):
        return Outcome(rule, 1, (f"{rule.table} has no values",))
    if result.success is True:
        return Outcome(rule, 0, ())
    violations = int(numbers.get("unexpected_count") or 1)
    return Outcome(rule, violations, (_columns(rule),))


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
    made: Expectation = _kinds()[rule.expect](**kwargs, meta={"rule": rule.name})
    return made


@cache
def _kinds() -> "dict[str, type[Expectation]]":
    """Expectations that rules may use, by name: about each row, or about the table's shape."""
    _quiet()
    import great_expectations.expectations as every
    from great_expectations.expectations.expectation import (
        ColumnMapExpectation,
        ColumnPairMapExpectation,
        Expectation,
        MulticolumnMapExpectation,
    )

    of_rows = (ColumnMapExpectation, ColumnPairMapExpectation, MulticolumnMapExpectation)
    kinds = [kind for _, kind in inspect.getmembers(every, inspect.isclass)]
    return {
        kind.expectation_type: kind
        for kind in kinds
        if issubclass(kind, Expectation)
        and kind is not Expectation
        and (issubclass(kind, of_rows) or kind.expectation_type in OF_SHAPE)
    }


@cache
def _batch_definition() -> "BatchDefinition[Any]":
    _quiet()
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    configuration = DataContextConfig(
        # No Data Docs: their pages load files from other hosts.
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    context = gx.get_context(project_config=configuration, mode="ephemeral")
    source = context.data_sources.add_pandas("gate")
    return source.add_dataframe_asset("table").add_batch_definition_whole_dataframe("rows")


def _quiet() -> None:
    """Before Great Expectations is imported: no telemetry, and no log, as logs may quote values."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logger = logging.getLogger("great_expectations")
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
