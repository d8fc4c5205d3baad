"""Small frames from which a rule is seen to hold of a whole table.

Great Expectations copies and hashes every row that it is given; most rules ask only which values
there are. A rule that holds of such a frame holds of the table. One that does not is evaluated on
the table itself, so that its outcome is that of every row.
"""

from typing import TYPE_CHECKING

import duckdb

from tasks.check.outcome import BuiltInRule
from tasks.store.statements import statement

if TYPE_CHECKING:
    import pandas

# What these say of a table depends on each column's values, name and type alone.
OF_VALUES = {
    "expect_column_to_exist",
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_be_in_type_list",
    "expect_column_values_to_not_be_null",
    "expect_table_columns_to_match_ordered_list",
    "expect_table_columns_to_match_set",
}
OF_KEYS = {"expect_compound_columns_to_be_unique"}
SmallFrame = tuple["pandas.DataFrame", list[BuiltInRule]]


def small_frames(
    connection: duckdb.DuckDBPyConnection, table: str, rules: list[BuiltInRule]
) -> list[SmallFrame]:
    """Return frames of the table, each with the rules that hold of the table if they do of it.

    Raises:
        duckdb.Error: the table, or a column that a rule names, is not there.
    """
    of_values = [rule for rule in rules if rule.expect in OF_VALUES]
    frames = [(_key_of(connection, rule), [rule]) for rule in rules if rule.expect in OF_KEYS]
    return [(_values_of(connection, table, of_values), of_values), *frames]


def _values_of(
    connection: duckdb.DuckDBPyConnection, table: str, rules: list[BuiltInRule]
) -> "pandas.DataFrame":
    named = [rule.kwargs["column"] for rule in rules if "column" in rule.kwargs]
    values = connection.execute(
        statement("check/distinct_values"), {"table": table, "columns": named}
    ).df()
    every = connection.execute(statement("check/columns_of_table"), {"table": table}).description
    return values.reindex(columns=[name for name, *_ in every or ()])


def _key_of(connection: duckdb.DuckDBPyConnection, rule: BuiltInRule) -> "pandas.DataFrame":
    named = {"table": rule.table, "columns": rule.kwargs["column_list"]}
    return connection.execute(statement("check/most_frequent_key"), named).df()
