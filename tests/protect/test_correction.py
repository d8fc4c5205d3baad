"""Which figures a reviewed correction says to show again."""

from collections.abc import Iterator

import duckdb
import pytest

from tasks.store.statements import statement
from tasks.store.stores import no_store

CORRECTION = ["X99", "E", "2013-05", "2013-07", "2013-09"]
FIGURE = (
    "create table secure.conformed.figure as select $cause as cause, 'FAE' as measure, "
    "'pfa' as area_level, $area as area_code, $kind as period_kind, cast($period as date) as "
    "period, 'All ages' as age, 'All' as sex, 'All' as ethnicity, 'total' as breakdown, "
    "10 as frequency, $provisional as is_provisional"
)
MERSEYSIDE, GWENT = "E23000004", "W15000002"


@pytest.fixture
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("attach ':memory:' as secure")
        connection.execute("create schema secure.conformed")
        connection.execute(
            "insert into reference.correction values (?, ?, ?, ?, ?, '', '')", CORRECTION
        )
        yield connection


@pytest.mark.parametrize(
    ("cause", "area", "kind", "period", "release", "stage"),
    [
        ("X99", MERSEYSIDE, "month", "2013-05-01", "2013-09-01", "final correction 1"),
        ("X99", MERSEYSIDE, "month", "2013-07-01", "2013-10-01", "final correction 1"),
        ("X99", MERSEYSIDE, "month", "2013-04-01", "2013-09-01", "final"),
        ("X99", MERSEYSIDE, "month", "2013-08-01", "2013-09-01", "final"),
        ("X99", MERSEYSIDE, "month", "2013-05-01", "2013-08-01", "final"),
        ("X99", GWENT, "month", "2013-05-01", "2013-09-01", "final"),
        ("X92-Y09", MERSEYSIDE, "month", "2013-05-01", "2013-09-01", "final"),
        # A year has months of the correction, or has none.
        ("X99", MERSEYSIDE, "year", "2013-04-01", "2014-05-01", "final correction 1"),
        ("X99", MERSEYSIDE, "year", "2012-04-01", "2014-05-01", "final"),
    ],
)
def test_a_correction_is_of_its_cause_country_and_months_from_its_release_on(
    store: duckdb.DuckDBPyConnection,
    cause: str,
    area: str,
    kind: str,
    period: str,
    release: str,
    stage: str,
) -> None:
    figure = {"cause": cause, "area": area, "kind": kind, "period": period, "provisional": False}
    store.execute(FIGURE, figure)
    store.execute("set variable release_month = cast(? as date)", [release])

    store.execute(statement("protect/current/02_publication_cell"))

    assert store.execute("select stage from publication_cell").fetchall() == [(stage,)]


def test_a_correction_of_a_provisional_figure_is_of_its_first_showing(
    store: duckdb.DuckDBPyConnection,
) -> None:
    figure = {"cause": "X99", "area": MERSEYSIDE, "kind": "month", "period": "2013-05-01"}
    store.execute(FIGURE, {**figure, "provisional": True})
    store.execute("set variable release_month = date '2013-09-01'")

    store.execute(statement("protect/current/02_publication_cell"))

    assert store.execute("select stage from publication_cell").fetchall() == [
        ("first correction 1",)
    ]
