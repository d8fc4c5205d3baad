"""Values that SQL statements read with ``getvariable``, which stops at one that is not set."""

import duckdb


def set_variables(connection: duckdb.DuckDBPyConnection, **values: object) -> None:
    """Bind each value to the variable of its name, for this connection."""
    for name, value in values.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
