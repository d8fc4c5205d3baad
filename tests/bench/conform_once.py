"""One way to conform, in a process of its own: what it spent, on the last line."""

import argparse
from collections.abc import Callable
from datetime import date

import duckdb

from tests.bench import conforming
from tests.bench.clock import Clock

MONTH = date(2024, 1, 1)
Work = Callable[[], object]


def prepared_sql(connection: duckdb.DuckDBPyConnection, month: date) -> Work:
    """The SQL has its tables already."""
    return lambda: conforming.in_sql(connection, month)


def prepared_pandas(connection: duckdb.DuckDBPyConnection, month: date) -> Work:
    """pandas has its frames."""
    given = conforming.pandas_inputs(connection)
    return lambda: conforming.in_pandas(given, month)


def prepared_polars(connection: duckdb.DuckDBPyConnection, month: date) -> Work:
    """polars has its frames."""
    given = conforming.polars_inputs(connection)
    return lambda: conforming.in_polars(given, month)


WAYS: dict[str, Callable[[duckdb.DuckDBPyConnection, date], Work]] = {
    "ours": prepared_sql,
    "pandas": prepared_pandas,
    "polars": prepared_polars,
}


def main() -> None:
    """Prepare, conform, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--month", type=date.fromisoformat, default=MONTH)
    options = parser.parse_args()
    clock = Clock()
    with conforming.landed(options.month) as connection:
        work = WAYS[options.way](connection, options.month)
        with clock.part("work"):
            work()
    print(clock.told())


if __name__ == "__main__":
    main()
