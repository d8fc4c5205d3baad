"""Great Expectations itself: which of its expectations rules may use, and what it says of a batch.

It sends nothing, writes nothing and logs nothing here.
"""

import inspect
import logging
import os
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

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


def validated(
    rows: "pandas.DataFrame", expectations: "list[Expectation]"
) -> "dict[str, ExpectationValidationResult]":
    """Return what the expectations find in the rows, by the name of the rule in their meta."""
    import great_expectations as gx

    batch = _batch_definition().get_batch(batch_parameters={"dataframe": rows})
    suite = gx.ExpectationSuite(name="gate", expectations=expectations)
    with warnings.catch_warnings():
        # A warning could quote a value.
        warnings.simplefilter("ignore")
        found: ExpectationSuiteValidationResult = batch.validate(suite, result_format=RESULT_FORMAT)
    # Great Expectations reorders its results.
    return {_rule_of(result): result for result in found.results}


def _rule_of(result: "ExpectationValidationResult") -> str:
    configuration = result.expectation_config
    return str((configuration.meta or {}).get("rule")) if configuration else ""


@cache
def kinds_of_rules() -> "dict[str, type[Expectation]]":
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
