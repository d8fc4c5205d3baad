"""The HES rule and the agreement's national rule, at their boundaries."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from tasks.protect.policy import make_rung, policy
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tasks.store.variables import set_variables

COLUMNS = (
    "cause varchar, measure varchar, area_level varchar, area_code varchar, period_kind varchar, "
    "period date, age varchar, sex varchar, ethnicity varchar, breakdown varchar, "
    "frequency integer, is_provisional boolean"
)
CELL = "cell_id integer, cell_no integer, vintage varchar, kind varchar"
PROTECTED = "cell_id integer, shown varchar, rounding integer, lo bigint, hi bigint, reason varchar"
ENGLAND, WALES, BOTH = "E92000001", "W92000004", "K04000001"
FORCE, LA, REGION = "E23000001", "E06000001", "E12000001"


@pytest.fixture(scope="module")
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("attach ':memory:' as secure")
        connection.execute("create schema secure.conformed")
        connection.execute(f"create table secure.conformed.figure ({COLUMNS})")
        connection.execute("attach ':memory:' as release")
        connection.execute(statement("store/release_schema"))
        set_variables(connection, release_month=date(2013, 3, 1), release_label="2013-03 r001")
        make_rung(connection, policy())
        # Nothing is decided: no sum links the one figure of a test.
        connection.execute(f"create table cell ({CELL})")
        connection.execute(f"create table protected_cell ({PROTECTED})")
        yield connection


def shown(
    store: duckdb.DuckDBPyConnection,
    level: str,
    area: str,
    count: int | None,
    *,
    age: str = "All ages",
    sex: str = "All",
    cause: str = "X99",
    kind: str = "year",
    measure: str = "FAE",
) -> tuple[str, str]:
    breakdown = "sex" if sex != "All" else "total" if age == "All ages" else "age band"
    store.execute("delete from secure.conformed.figure")
    store.execute(
        "insert into secure.conformed.figure values (?, ?, ?, ?, ?, '2012-04-01', ?, ?, 'All', "
        "?, ?, false)",
        [cause, measure, level, area, kind, age, sex, breakdown, count],
    )
    store.execute(statement("protect/at_hand/01_ledger"))
    store.execute(statement("protect/at_hand/02_publication_cell"))
    store.execute(statement("protect/show/01_ruled_cell"))
    rows = store.execute("select shown, rounding from ruled_cell").fetchall()
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize(
    ("count", "is_shown", "rounding"),
    [
        (None, "[x]", ""),
        (0, "0", "5"),
        (1, "[c]", ""),
        (2, "[c]", ""),
        (7, "[c]", ""),
        (8, "10", "5"),
        (12, "10", "5"),
        (13, "15", "5"),
        (17, "15", "5"),
        (18, "20", "5"),
        (997, "995", "5"),
        (998, "1000", "5"),
    ],
)
@pytest.mark.parametrize(("level", "area"), [("pfa", FORCE), ("la", LA), ("pfa", "W15000003")])
def test_below_national_level(
    store: duckdb.DuckDBPyConnection,
    level: str,
    area: str,
    count: int | None,
    is_shown: str,
    rounding: str,
) -> None:
    assert shown(store, level, area, count) == (is_shown, rounding)


@pytest.mark.parametrize("count", [1, 7, 8, 12, 13])
def test_regions_are_below_national_level(store: duckdb.DuckDBPyConnection, count: int) -> None:
    assert shown(store, "region", REGION, count, kind="month") == shown(store, "pfa", FORCE, count)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 12, 13])
@pytest.mark.parametrize("area", [ENGLAND, WALES, BOTH])
def test_national_totals_are_shown(store: duckdb.DuckDBPyConnection, area: str, count: int) -> None:
    assert shown(store, "national", area, count) == (str(count), "1")


@pytest.mark.parametrize("count", [0, 1, 7, 8, 12, 13])
@pytest.mark.parametrize("age", ["Under 25", "25 and over"])
@pytest.mark.parametrize(("area", "is_hidden"), [(ENGLAND, False), (WALES, True), (BOTH, True)])
def test_nationally_only_england_is_broken_down_by_age(
    store: duckdb.DuckDBPyConnection, area: str, is_hidden: bool, age: str, count: int
) -> None:
    expected = ("[c]", "") if is_hidden else (str(count), "1")

    assert shown(store, "national", area, count, age=age) == expected


def test_what_is_not_available_is_not_said_to_be_hidden(store: duckdb.DuckDBPyConnection) -> None:
    assert shown(store, "national", WALES, None, age="Under 25") == ("[x]", "")


@pytest.mark.parametrize("count", range(200))
def test_nothing_small_is_ever_shown_below_national_level(
    store: duckdb.DuckDBPyConnection, count: int
) -> None:
    text, _ = shown(store, "pfa", FORCE, count, age="Under 25")

    assert text in ("0", "[c]") or (int(text) >= 10 and int(text) % 5 == 0)
    assert text == "[c]" or abs(int(text) - count) <= 2


@pytest.mark.parametrize("count", [0, 1, 7, 8, 30, 997])
@pytest.mark.parametrize(
    ("level", "area", "kind"),
    [("pfa", FORCE, "year"), ("la", LA, "year"), ("region", REGION, "month")],
)
def test_episodes_are_withheld_where_they_would_bound_hidden_admissions(
    store: duckdb.DuckDBPyConnection, level: str, area: str, kind: str, count: int
) -> None:
    """Admissions are never more: of a force with [c1] admissions, [c] episodes would say 1 to 7."""
    assert shown(store, level, area, count, kind=kind, measure="FCE") == ("[c3]", "")
    assert shown(store, level, area, None, kind=kind, measure="FCE") == ("[x]", "")


def test_episodes_of_england_are_shown_as_its_admissions_are(
    store: duckdb.DuckDBPyConnection,
) -> None:
    assert shown(store, "national", ENGLAND, 3, sex="Male", measure="FCE") == ("3", "1")
