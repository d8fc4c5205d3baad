"""The HES rule and the agreement's national rule, as a release shows them: decision, then show/."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks.protect.audit.refusal import NotDecidedError
from tasks.protect.release import show_release
from tasks.store import reference as reference_tables
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tests.protect.bare_rule import apply_bare_rule

COLUMNS = (
    "cause varchar, measure varchar, area_level varchar, area_code varchar, period_kind varchar, "
    "period date, age varchar, sex varchar, ethnicity varchar, breakdown varchar, "
    "frequency integer, is_provisional boolean"
)
# The figures that the model holds, linked to no other: the rule alone decides them.
CELL = """
    create or replace table cell as
    select
        row_number() over (order by cell_no) - 1 as cell_id, cell_no, 'final' as vintage,
        'rule' as kind, cell_no as publish_rank, null::bigint as lo, null::bigint as hi, frequency
    from publication_cell
    where treatment = 'rounded' and breakdown in ('total', 'age band') and frequency is not null
"""
EARLIER_CELL = """
    insert into release.cell values
        ('2013-02-01', 1, 1, 'national_year_age', 'X99', 'FAE', 'national', 'W92000004', 'Wales',
        'year', '2012-13', 'Under 25', 'All', 'All', ?, '', 'final')
"""
EARLIER_LEDGER = """
    insert into release.ledger values
        ('2013-02-01', 1, 'X99', 'FAE', 'national', 'W92000004', 'year', '2012-13', 'Under 25',
        'All', 'All', 'final', '2013-02/r1', ?, '', 'national', 0, null)
"""
ENGLAND, WALES, BOTH = "E92000001", "W92000004", "K04000001"
FORCE, LA, REGION = "E23000001", "E06000001", "E12000001"
FORCE_BY_SEX = "31,pfa_year_sex,Force by sex,X99,FAE,pfa,year,sex,,"


def opened() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute("attach ':memory:' as secure")
        connection.execute("create schema secure.conformed")
        connection.execute(f"create table secure.conformed.figure ({COLUMNS})")
        connection.execute("attach ':memory:' as release")
        connection.execute(statement("store/release_schema"))
        connection.execute("set variable release_month = date '2013-03-01'")
        connection.execute("set variable sequence = 2")
        connection.execute("set variable revision = 1")
        connection.execute("set variable release_label = '2013-03/r1'")
        yield connection


store = pytest.fixture(opened, scope="module", name="store")
own_store = pytest.fixture(opened, name="own_store")


@pytest.fixture
def store_with_a_new_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store whose list of published tables has one more: a force's admissions by sex."""
    reference = shutil.copytree(reference_tables.REFERENCE, tmp_path / "reference")
    with (reference / "publication.csv").open("a", encoding="utf-8") as file:
        file.write(f"{FORCE_BY_SEX}\n")
    monkeypatch.setattr(reference_tables, "REFERENCE", reference)
    yield from opened()


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
    (row,) = all_shown(store)
    return row


def all_shown(store: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Decide what is conformed by the rule alone, and run the whole of show/."""
    store.execute(statement("protect/current/01_ledger"))
    store.execute(statement("protect/current/02_publication_cell"))
    store.execute(CELL)
    apply_bare_rule(store)
    show_release(store)
    return store.execute("select shown, rounding from release_cell order by cell_no").fetchall()


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
def test_exact_totals_are_shown(store: duckdb.DuckDBPyConnection, area: str, count: int) -> None:
    assert shown(store, "national", area, count) == (str(count), "1")


@pytest.mark.parametrize("count", [0, 1, 7, 8, 12, 13])
@pytest.mark.parametrize("age", ["Under 25", "25 and over"])
@pytest.mark.parametrize(("area", "is_hidden"), [(ENGLAND, False), (WALES, True), (BOTH, True)])
def test_nationally_only_england_is_broken_down_by_age(
    store: duckdb.DuckDBPyConnection, area: str, is_hidden: bool, age: str, count: int
) -> None:
    expected = ("[c3]", "") if is_hidden else (str(count), "1")

    assert shown(store, "national", area, count, age=age) == expected


def test_what_is_not_available_is_not_said_to_be_hidden(store: duckdb.DuckDBPyConnection) -> None:
    assert shown(store, "national", WALES, None, age="Under 25") == ("[x]", "")


def test_nothing_small_is_ever_shown_below_national_level(
    store: duckdb.DuckDBPyConnection,
) -> None:
    store.execute("delete from secure.conformed.figure")
    store.execute(
        "insert into secure.conformed.figure select 'X99', 'FAE', 'pfa', ?, 'month', "
        "date '2012-04-01' + to_months(count::integer), 'Under 25', 'All', 'All', 'age band', "
        "count, false from range(200) as counts (count)",
        [FORCE],
    )

    for count, (text, _) in enumerate(all_shown(store)):
        assert text in ("0", "[c]") or (int(text) >= 10 and int(text) % 5 == 0)
        assert (text == "[c]") == (1 <= count <= 7)
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


@pytest.mark.parametrize("count", [0, 3, 9])
def test_a_figure_that_the_model_does_not_hold_stops_the_run_by_name(
    store_with_a_new_table: duckdb.DuckDBPyConnection, count: int
) -> None:
    with pytest.raises(NotDecidedError) as stopped:
        shown(store_with_a_new_table, "pfa", FORCE, count, sex="Male")

    told = str(stopped.value)
    assert "pfa_year_sex pfa year All ages Male All" in told
    assert "disclosure_policy.csv" in told
    assert not any(character.isdigit() for character in told)


def test_a_rule_that_shows_exactly_below_national_level_stops_the_run(
    own_store: duckdb.DuckDBPyConnection,
) -> None:
    own_store.execute("update reference.disclosure_policy set treatment = 'exact'")
    with pytest.raises(NotDecidedError, match="pfa_year pfa year"):
        shown(own_store, "pfa", FORCE, 9)


@pytest.mark.parametrize(
    ("before", "status", "entered"),
    [("[c]", "final", 0), ("[c3]", "final", 0), ("9", "revised", 1)],
)
def test_another_symbol_for_what_is_withheld_revises_nothing(
    own_store: duckdb.DuckDBPyConnection, before: str, status: str, entered: int
) -> None:
    """[c] stood for withheld national breakdowns before [c3] did."""
    own_store.execute("insert into release.release values ('2013-02-01', 1, 1, 'rule', 'code')")
    own_store.execute(EARLIER_CELL, [before])
    own_store.execute(EARLIER_LEDGER, [before])
    shown(own_store, "national", WALES, 3, age="Under 25")
    own_store.execute(statement("protect/keep_release/05_ledger"))

    found = own_store.execute("select shown, status from release_cell").fetchone()
    assert found == ("[c3]", status)
    assert own_store.execute("select count(*) - 1 from release.ledger").fetchone() == (entered,)
