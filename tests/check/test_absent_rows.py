"""In a long table no row means 0: sums see a row that was left out of one."""

from collections.abc import Iterator

import duckdb
import pytest

from tasks.check.gate import query_outcome
from tasks.check.outcome import QueryRule
from tasks.check.rule_files import rules
from tasks.store.stores import no_store

FORCE, BY_AGE = "month by force", "month by force and age group"
BY_BAND, BY_LA = "month by force and age category", "month by local authority and age category"
REGION, YEARS = "month by region", "year by force"
CLEVELAND, HARTLEPOOL, NORTH_EAST, ENGLAND = "E23000013", "E06000001", "E12000001", "E92000001"
Row = tuple[str, str, str, str, str, int]

# The rule, the row that is left out, and what it has to add up to.
SUMS: list[tuple[str, Row, Row]] = [
    (
        "ages_add_up",
        (FORCE, "pfa", CLEVELAND, "area", "All ages", 4),
        (BY_AGE, "pfa", CLEVELAND, "area", "18-24", 4),
    ),
    (
        "age_bands_within_all_ages",
        (BY_BAND, "pfa", CLEVELAND, "area", "All ages", 4),
        (BY_BAND, "pfa", CLEVELAND, "area", "Under 25", 4),
    ),
    (
        "country_adds_up",
        (FORCE, "pfa", ENGLAND, "total", "All ages", 4),
        (FORCE, "pfa", CLEVELAND, "area", "All ages", 4),
    ),
    (
        "local_authorities_add_up",
        (BY_BAND, "pfa", CLEVELAND, "area", "All ages", 4),
        (BY_LA, "la", HARTLEPOOL, "area", "All ages", 4),
    ),
    (
        "regions_agree_with_forces",
        (REGION, "region", NORTH_EAST, "area", "All ages", 4),
        (YEARS, "pfa", CLEVELAND, "area", "All ages", 4),
    ),
]


@pytest.fixture
def cells() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute(
            "create temp table delivered_cell (delivered_table varchar, area_level varchar, "
            "area_code varchar, role varchar, age varchar, period date, period_kind varchar, "
            "measure varchar, frequency integer)"
        )
        yield connection


def deliver(connection: duckdb.DuckDBPyConnection, row: Row, year: int) -> None:
    *labels, count = row
    kind = labels[0].split()[0]
    connection.execute(
        "insert into delivered_cell "
        "values ($1, $2, $3, $4, $5, make_date($6, 4, 1), $7, 'FAE', $8)",
        [*labels, year, kind, count],
    )


@pytest.mark.parametrize(("name", "left_out", "other"), SUMS)
@pytest.mark.parametrize("is_left_out", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_a_sum_sees_a_row_that_is_left_out(
    cells: duckdb.DuckDBPyConnection,
    name: str,
    left_out: Row,
    other: Row,
    is_left_out: bool,
    turned: bool,
) -> None:
    one, rest = (other, left_out) if turned else (left_out, other)
    for year in (2012, 2013):
        deliver(cells, rest, year)
        if year == 2012 or not is_left_out:
            deliver(cells, one, year)
    rule = next(rule for rule in rules("landing") if rule.name == name)
    assert isinstance(rule, QueryRule)

    # All ages may exceed its bands: some ages are not known.
    is_sum = name != "age_bands_within_all_ages" or not turned
    assert query_outcome(cells, rule).passed is not (is_left_out and is_sum)
