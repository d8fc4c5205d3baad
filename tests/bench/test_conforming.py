"""Conforming written in SQL and in polars makes the same figures.

What is compared for speed is the same work.
"""

from collections import Counter
from datetime import date

import pytest

from tests.bench.conforming import (
    in_polars,
    in_sql,
    landed,
    polars_figures,
    polars_inputs,
    sql_figures,
    sql_set_aside,
)

MONTH = date(2013, 8, 1)


@pytest.fixture(scope="module")
def made():  # type: ignore[no-untyped-def]
    with landed(MONTH, extracts=2) as connection:
        given = polars_inputs(connection)
        in_sql(connection, MONTH)
        rows = connection.execute("select count(*) from secure.conformed.count").fetchone()
        yield given, sql_figures(connection), rows, sql_set_aside(connection)


def by_drop(rows) -> list[tuple[str, int]]:  # type: ignore[no-untyped-def]
    found: Counter[str] = Counter()
    for drop, _, number in rows:
        found[drop] += number
    return sorted(found.items())


def test_polars_makes_what_the_sql_makes(made) -> None:  # type: ignore[no-untyped-def]
    given, figures, (rows,), aside = made

    conformed, own, left = in_polars(given, MONTH)

    assert len(conformed) == rows
    assert polars_figures(own) == figures
    assert by_drop(left.rows()) == aside


def test_there_are_figures_of_every_kind_and_gaps(made) -> None:  # type: ignore[no-untyped-def]
    _, figures, _, aside = made

    assert {row[3] for row in figures} == {"month", "year", "rolling_year"}
    assert {row[1] for row in figures} == {"pfa", "la", "region", "national"}
    assert any(row[6] is None for row in figures)
    assert {row[7] for row in figures} == {True, False}
    assert any(rows for _, rows in aside)
