"""The reference tables: 43 forces, every LA code since 2012, and joins that never multiply."""

from collections.abc import Iterator

import duckdb
import pytest

from tasks.store.stores import no_store


@pytest.fixture(scope="module")
def reference() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        yield connection


def one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[object, ...]:
    return connection.execute(query).fetchone() or ()


def test_there_are_43_forces(reference: duckdb.DuckDBPyConnection) -> None:
    by_country = reference.execute(
        "select country_code, count(distinct pfa_code) from reference.police_force_area "
        "group by 1 order by 1"
    ).fetchall()

    assert by_country == [("E92000001", 39), ("W92000004", 4)]


@pytest.mark.parametrize("view", ["delivered_area", "current_area"])
def test_a_code_has_one_row_a_level(reference: duckdb.DuckDBPyConnection, view: str) -> None:
    (twice,) = one(
        reference,
        f"select count(*) - count(distinct (area_level, area_code)) from reference.{view}",
    )

    assert twice == 0


def test_every_local_authority_leads_to_one_of_today_in_the_same_force(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    astray = reference.execute(
        "select la.la_code from reference.local_authority as la "
        "left join reference.current_local_authority as today "
        "on la.current_la_code = today.la_code and la.pfa_code = today.pfa_code "
        "where today.la_code is null"
    ).fetchall()

    assert astray == []


def test_successors_lead_to_the_current_code(reference: duckdb.DuckDBPyConnection) -> None:
    known = dict(
        reference.execute(
            "select la_code, successor_la_code from reference.local_authority"
        ).fetchall()
    )
    current = dict(
        reference.execute(
            "select la_code, current_la_code from reference.local_authority"
        ).fetchall()
    )

    def last(code: str) -> str:
        return last(known[code]) if known[code] else code

    assert {code: last(code) for code in known} == current


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("E06000048", "E06000057"),  # Northumberland, a new code
        ("E07000190", "E06000066"),  # Taunton Deane, merged twice
        ("E07000246", "E06000066"),  # Somerset West and Taunton, 2019 to 2023
        ("E08000016", "E08000038"),  # Barnsley, 2025
        ("W06000015", "W06000015"),  # Cardiff, unchanged
    ],
)
def test_local_authority_history(
    reference: duckdb.DuckDBPyConnection, code: str, today: str
) -> None:
    assert one(
        reference,
        f"select current_la_code from reference.local_authority where la_code = '{code}'",
    ) == (today,)


def test_there_are_318_local_authorities_today(reference: duckdb.DuckDBPyConnection) -> None:
    assert one(reference, "select count(*) from reference.current_local_authority") == (318,)


@pytest.mark.parametrize(
    ("label", "month"),
    [
        ("Apr-12", "2012-04"),
        ("APR-12", "2012-04"),
        ("April 2012", "2012-04"),
        ("2012-04", "2012-04"),
        ("2012-04-01", "2012-04"),
        ("2012-04-12", None),
        ("2012-13", None),
        ("Spring", None),
        ("", None),
    ],
)
def test_months(reference: duckdb.DuckDBPyConnection, label: str, month: str | None) -> None:
    assert one(reference, f"select month_label(delivered_month('{label}'))") == (month,)


@pytest.mark.parametrize(
    ("label", "year"),
    [("2012-13", "2012-13"), ("2012/13", "2012-13"), ("1999-00", None), ("2012-14", None)],
)
def test_years(reference: duckdb.DuckDBPyConnection, label: str, year: str | None) -> None:
    assert one(reference, f"select year_label(year_of('{label}'))") == (year,)


@pytest.mark.parametrize(
    ("period", "months", "since", "published"),
    [
        ("2018-05-01", None, None, True),
        ("2018-06-01", "06 09 12", "2018-06", True),
        ("2018-07-01", "06 09 12", "2018-06", False),
        ("2019-03-01", "06 09 12", "2018-06", False),
        ("2018-03-01", None, "2018-06", False),
        ("2017-12-01", "06 09 12", "2018-06", False),
        ("2017-12-01", "06 09 12", None, True),
    ],
)
def test_a_table_has_certain_months_since_one(
    reference: duckdb.DuckDBPyConnection,
    period: str,
    months: str | None,
    since: str | None,
    published: bool,
) -> None:
    query = "select is_published(cast(? as date), ?, ?)"
    assert reference.execute(query, [period, months, since]).fetchone() == (published,)


@pytest.mark.parametrize(
    ("one_name", "other_name"),
    [
        ("Dyfed Powys", "dyfed-powys"),
        ("Devon & Cornwall", "Devon  and Cornwall"),
        ("London, City of", "london city of"),
    ],
)
def test_names_are_compared_without_spelling(
    reference: duckdb.DuckDBPyConnection, one_name: str, other_name: str
) -> None:
    assert one(reference, f"select normal_label('{one_name}') = normal_label('{other_name}')") == (
        True,
    )
