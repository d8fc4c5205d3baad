"""The invented admissions that every table of every drop counts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import duckdb

from tasks.store.statements import statement
from tasks.store.stores import no_store

DEFAULT_SEED = 20120401
STEPS = (
    "uniform",
    "calendar_month",
    "year_level",
    "force_level",
    "age_share",
    "ethnicity_share",
    "finest_area",
    "area_share",
    "monthly_level",
    "admission_count",
    "admission",
)


@contextmanager
def invented_admissions(
    last_month: date, seed: int = DEFAULT_SEED
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory database whose `admission` holds all admissions up to a month.

    An admission depends only on the seed, its force, month and number, so every extract of a seed
    counts the same admissions.
    """
    with no_store() as connection:
        for step in STEPS:
            run(connection, step, {"seed": seed, "last_month": last_month.isoformat()})
        yield connection


def run(
    connection: duckdb.DuckDBPyConnection, step: str, values: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    """Run `sql/synthesise/<step>.sql` and bind the values that it names."""
    text = statement(f"synthesise/{step}")
    return connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text})
