"""What a figure is taken to be at most: its level, doubled as often as its count asks for."""

import duckdb
import pytest

from tasks.protect.policy import levels, steps
from tasks.store.statements import statement
from tasks.store.stores import no_store

FORCE, YEAR_OF_MONTHS = "E23000001", 12
NODES = (
    "cell_no integer, cause varchar, area_level varchar, area_code varchar, period_kind varchar, "
    "period varchar, age varchar, vintage varchar, release_vintage varchar, risen_from varchar, "
    "is_rest boolean, kind varchar, lo bigint, hi bigint, frequency bigint"
)


def fill_cell(con: duckdb.DuckDBPyConnection) -> None:
    """Fill cell from model_figure; the cell_no of a figure is the place of its table in TABLES."""
    con.execute(
        "create temp table publication_cell as select unnest(range(len($tables))) as cell_no, "
        "unnest($tables) as publication_table",
        {"tables": TABLES},
    )
    con.execute(statement("protect/model/10_cell"), levels() | steps())


def known(
    count: int, kind: str = "rule", period_kind: str = "month"
) -> tuple[int | None, int | None]:
    """What outsiders know of a force's one figure before it is shown: at least, at most."""
    with no_store() as con:
        con.execute(f"create temp table model_figure ({NODES})")
        con.execute(
            "insert into model_figure values (1, 'X99', 'pfa', ?, ?, '2013-01', 'All ages', "
            "'final', 'final', null, false, ?, null, null, ?)",
            [FORCE, period_kind, kind, count],
        )
        fill_cell(con)
        (row,) = con.execute("select lo, hi from cell").fetchall()
    return row


def level(period_kind: str) -> int:
    with no_store() as con:
        (residents,) = con.execute(
            "select cast(population as bigint) from reference.population "
            "where pfa_code = ? and mid_year = '2020'",
            [FORCE],
        ).fetchone() or (0,)
    a_month = levels()["margin"] + residents * levels()["sharp_object"] // 100_000
    return int(a_month) * (YEAR_OF_MONTHS if period_kind == "year" else 1)


@pytest.mark.parametrize("period_kind", ["month", "year"])
def test_a_figure_is_known_to_lie_between_its_level_and_twice_that(period_kind: str) -> None:
    one = level(period_kind)
    for count, expected in (
        (0, (None, one)),
        (1, (None, one)),
        (one, (None, one)),
        (one + 1, (one + 1, 2 * one)),
        (2 * one, (one + 1, 2 * one)),
        (2 * one + 1, (2 * one + 1, 4 * one)),
        (4 * one, (2 * one + 1, 4 * one)),
        (4 * one + 1, (4 * one + 1, 8 * one)),
    ):
        assert known(count, period_kind=period_kind) == expected


def test_what_is_not_decided_has_no_level() -> None:
    assert known(10**6, kind="hidden") == (None, None)


FIGURE = {
    "cause": "X99",
    "area_code": FORCE,
    "period_kind": "month",
    "period": "2013-01",
    "age": "All ages",
    "vintage": "final",
    "risen_from": None,
    "is_rest": False,
}


@pytest.mark.parametrize(
    ("other", "bounds"),
    [
        ({}, (5, 9)),
        ({"cause": "X92-Y09"}, (None, None)),
        ({"area_code": "E23000003"}, (None, None)),
        ({"period_kind": "year"}, (None, None)),
        ({"period": "2013-02"}, (None, None)),
        ({"age": "Under 25"}, (None, None)),
        ({"vintage": "2013-01 r001"}, (None, None)),
        ({"risen_from": "2013-01 r001"}, (None, None)),
        ({"is_rest": True}, (None, None)),
    ],
)
def test_what_others_have_published_narrows_that_figure_alone(
    other: dict[str, object], bounds: tuple[int | None, int | None]
) -> None:
    """By the narrowest of what was published."""
    with no_store() as con:
        con.execute(
            "insert into reference.public_figure values "
            "('answer 1', 'X99', $area, 'month', '2013-01', 'All ages', 3, 9), "
            "('answer 2', 'X99', $area, 'month', '2013-01', 'All ages', 5, 12)",
            {"area": FORCE},
        )
        con.execute(f"create temp table model_figure ({NODES})")
        con.execute(
            "insert into model_figure values (1, $cause, 'pfa', $area_code, $period_kind, "
            "$period, $age, $vintage, $vintage, $risen_from, $is_rest, 'hidden', null, null, 6)",
            FIGURE | other,
        )
        fill_cell(con)

        assert con.execute("select kind, lo, hi from cell").fetchall() == [("hidden", *bounds)]


ORDER = (
    ("pfa_month", "pfa", FORCE, "month", "All ages"),
    ("pfa_year", "pfa", FORCE, "year", "All ages"),
    ("pfa_rolling_year", "pfa", FORCE, "rolling_year", "All ages"),
    ("pfa_month_age", "pfa", FORCE, "month", "Under 25"),
    ("region_month", "region", "E12000001", "month", "All ages"),
    ("la_year", "la", "E06000001", "year", "All ages"),
    ("pfa_year_age", "pfa", FORCE, "year", "Under 25"),
    ("pfa_rolling_year_age", "pfa", FORCE, "rolling_year", "Under 25"),
)
TABLES = [table for table, *_ in ORDER]


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_decision_is_that_of_the_steps(turned: bool) -> None:
    with no_store() as con:
        con.execute(f"create temp table model_figure ({NODES})")
        for table, level_of, area, period_kind, age in reversed(ORDER) if turned else ORDER:
            con.execute(
                "insert into model_figure values (?, 'X99', ?, ?, ?, '2013-01', ?, 'final', "
                "'final', null, false, 'rule', null, null, 3)",
                [TABLES.index(table), level_of, area, period_kind, age],
            )
        fill_cell(con)
        rows = con.execute(
            "select area_level, area_code, period_kind, age from cell order by publish_rank"
        ).fetchall()

    assert rows == [(*figure,) for _, *figure in ORDER]


@pytest.mark.parametrize("period_kinds", [("month", "3 months"), ("3 months", "month")])
def test_no_two_figures_have_the_same_place(period_kinds: tuple[str, str]) -> None:
    """A month and the span that ends with it: the audit's walk depends on their order."""
    with no_store() as con:
        con.execute(f"create temp table model_figure ({NODES})")
        con.executemany(
            "insert into model_figure values (null, 'X99', 'pfa', ?, ?, '2019-03', 'All ages', "
            "'final', 'final', null, false, 'hidden', null, null, 3)",
            [(FORCE, period_kind) for period_kind in period_kinds],
        )
        fill_cell(con)
        rows = con.execute("select period_kind from cell order by cell_id").fetchall()

    assert rows == [("3 months",), ("month",)]
