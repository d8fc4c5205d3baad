"""A release that shows what one of its month shows already is that one, and no other is."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from tasks.store.statements import statement
from tasks.store.stores import no_store

MONTH, OTHER = date(2013, 1, 1), date(2013, 2, 1)
SHOWN = {"a": "10", "b": "[c]"}
CELL = (
    "insert into release.cell select ?, ?, row_number() over (), 't', 'X99', 'FAE', 'pfa', area, "
    "area, 'month', '2013-01', 'All ages', 'All', 'All', shown, '5', 'final' "
    "from (select unnest(?) as area, unnest(?) as shown)"
)


@pytest.fixture
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("attach ':memory:' as release")
        connection.execute(statement("store/release_schema"))
        connection.execute("set variable release_month = date '2013-01-01'")
        yield connection


def release(store: duckdb.DuckDBPyConnection, month: date, revision: int, **shown: str) -> None:
    (sequence,) = store.execute("select count(*) from release.release").fetchone() or (0,)
    store.execute(
        "insert into release.release values (?, ?, ?, 'r', 'c')", [month, revision, sequence]
    )
    store.execute(CELL, [month, revision, list(shown), list(shown.values())])


def same(store: duckdb.DuckDBPyConnection, **shown: str) -> list[int]:
    """The revisions that show what is at hand."""
    store.execute("begin")
    store.execute(CELL, [MONTH, 0, list(shown), list(shown.values())])
    store.execute(
        "create temp table release_cell as select * exclude (month, revision) from release.cell "
        "where revision = 0"
    )
    store.execute("delete from release.cell where revision = 0")
    found = [
        one for (one,) in store.execute(statement("protect/which_release/same_release")).fetchall()
    ]
    store.execute("rollback")
    return found


def test_what_is_shown_already_is_that_release(store: duckdb.DuckDBPyConnection) -> None:
    release(store, MONTH, 1, **SHOWN)
    release(store, MONTH, 2, a="10", b="15")

    assert same(store, **SHOWN) == [1]
    assert same(store, a="10", b="15") == [2]


@pytest.mark.parametrize(
    "shown",
    [
        {"a": "10", "b": "10"},
        {"a": "10"},
        {"a": "10", "b": "[c]", "c": "0"},
        {"a": "10", "c": "[c]"},
    ],
)
def test_what_differs_in_a_figure_is_another(
    store: duckdb.DuckDBPyConnection, shown: dict[str, str]
) -> None:
    release(store, MONTH, 1, **SHOWN)

    assert same(store, **shown) == []


def test_another_month_or_revision_is_not_looked_at(store: duckdb.DuckDBPyConnection) -> None:
    release(store, OTHER, 1, **SHOWN)
    release(store, MONTH, 1, a="10", b="15")
    assert same(store, **SHOWN) == []

    release(store, MONTH, 2, a="10", c="20")
    # Each figure stands in one of the two, and neither is the release.
    assert same(store, a="10", b="15", c="20") == []
    assert same(store, b="15", c="20") == []


def test_of_two_that_are_alike_the_later_is_meant(store: duckdb.DuckDBPyConnection) -> None:
    for revision in (1, 2, 3):
        release(store, MONTH, revision, **(SHOWN if revision != 2 else {"a": "0"}))

    assert same(store, **SHOWN) == [3, 1]
