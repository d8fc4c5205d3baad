"""The counts of a drop, before they are laid out in a file."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import duckdb

from tasks.synthesise.admissions import DEFAULT_SEED, invented_admissions, run
from tasks.synthesise.extract import Extract

Boundaries = Literal["current", "original"]
STEPS = (
    "delivered_area",
    "delivered_breakdown",
    "delivered_period",
    "delivered_admission",
    "delivered_count",
)


class Series(NamedTuple):
    """One row of a delivered table: its counts by period, oldest first.

    Periods are `2023-12` or `2023-24`.
    """

    delivered_table: str
    area_code: str
    area_name: str
    age: str
    sex: str
    ethnicity: str
    periods: list[str]
    fae: list[int]
    fce: list[int]


class TrueCount(NamedTuple):
    """One count as a drop delivers it; `All ages` and `All` where a table is not broken down."""

    dataset: str
    delivered_table: str
    area_code: str
    period: str
    age: str
    sex: str
    ethnicity: str
    measure: str
    value: int


def delivered_series(
    connection: duckdb.DuckDBPyConnection, extract: Extract, boundaries: Boundaries = "current"
) -> list[Series]:
    """Count the admissions of an extract, in the order of its tables and rows.

    Args:
        connection: one that holds the invented admissions up to the extract month or later.
        extract: the extract to count.
        boundaries: LA codes of today (`current`), or those of April 2012 (`original`).
    """
    values = {
        "dataset": extract.dataset,
        "source": extract.source,
        "last_month": extract.last_month.isoformat(),
        "boundaries": boundaries,
    }
    for step in STEPS:
        run(connection, step, values)
    rows = run(connection, "delivered_series", values).fetchall()
    return [Series(*row) for row in rows]


def true_counts(
    dataset: str,
    source: str,
    extract: str,
    *,
    seed: int = DEFAULT_SEED,
    boundaries: Boundaries = "current",
) -> list[TrueCount]:
    """Return every count of a drop, zeros included, one row per cell of its tables.

    Raises:
        ValueError: there is no such extract.
    """
    wanted = Extract(dataset, source, extract)
    with invented_admissions(wanted.last_month, seed) as connection:
        series = delivered_series(connection, wanted, boundaries)
        measures = delivered_measures(connection, wanted)
    return [count for row in series for count in _cells(wanted, row, measures)]


def delivered_measures(
    connection: duckdb.DuckDBPyConnection, extract: Extract
) -> dict[str, tuple[str, ...]]:
    """Return the measures (FAE, FCE) of each delivered table of the extract's dataset."""
    rows = run(connection, "delivered_measures", {"dataset": extract.dataset}).fetchall()
    return {table: tuple(measures.split()) for table, measures in rows}


def _cells(
    extract: Extract, row: Series, measures: dict[str, tuple[str, ...]]
) -> Iterator[TrueCount]:
    for measure in measures[row.delivered_table]:
        counts = row.fae if measure == "FAE" else row.fce
        for period, count in zip(row.periods, counts, strict=True):
            yield TrueCount(
                extract.dataset,
                row.delivered_table,
                row.area_code,
                period,
                row.age,
                row.sex,
                row.ethnicity,
                measure,
                count,
            )
