"""Running the SQL of this step: one file, its values bound as parameters."""

from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from tasks.store.statements import statement


def run(con: duckdb.DuckDBPyConnection, name: str, **values: Any) -> duckdb.DuckDBPyConnection:
    """Run sql/protect/<name>.sql with its named parameters."""
    return con.execute(statement(f"protect/{name}"), values or None)


def joined(values: NDArray[Any]) -> str | None:
    """Return an array as one text to bind and split in SQL: element by element, DuckDB looks for
    pandas before it binds each one, which takes longer than all the rest. None for an empty array:
    splitting that makes no row."""
    return ",".join(map(str, np.asarray(values).tolist())) or None
