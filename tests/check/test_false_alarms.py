"""What a good file can be by chance is not refused: boundaries of rules that look at how many."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from scipy.stats import nbinom

from tasks.check.gate import OF_A_DROP, query_outcome
from tasks.check.outcome import QueryRule
from tasks.check.rule_files import rules
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tasks.store.variables import set_variables
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tasks.synthesise.layout import Layout
from tests.bench.faults import SHARP
from tests.bench.ground import LAYOUTS, invented
from tests.check.conftest import GATES

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "false-alarms.md"
# What rules take of counts: variance by mean, and how rare are too many episodes (e^-13).
VARIANCE, FAR = 2.5, 13
CELL = """
    insert into revised_cell
    select
        $table, 'FAE', $level, $area, 'area', $kind, cast(period as date), 'All ages', 'All', 'All',
        case when period = date '2013-04-01' then $then else $usual end,
        case when period = date '2013-04-01' then $before end, false
    from generate_series(date '2012-04-01', date '2014-04-01', $step::interval) as periods (period)
"""
COLUMNS = """
    delivered_table varchar, measure varchar, area_level varchar, area_code varchar, role varchar,
    period_kind varchar, period date, age varchar, sex varchar, ethnicity varchar,
    frequency integer, previous integer, is_settled boolean
"""
WELSH_FORCES = ("W15000001", "W15000002", "W15000003", "W15000004")


@pytest.fixture
def cells() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty counts of a Welsh drop of April 2012 to April 2014."""
    with no_store() as connection:
        connection.execute(f"create temp table revised_cell ({COLUMNS})")
        connection.execute(
            "create temp view delivered_cell as from revised_cell where frequency > 0"
        )
        set_variables(connection, country_code="W92000004")
        connection.execute("set variable period_end = date '2014-04-01'")
        yield connection


def test_each_critical_rule_states_its_chance() -> None:
    tables = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    stated = re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in tables))
    critical = {rule.name for gate in GATES for rule in rules(gate) if rule.severity == "critical"}

    assert set(stated) == critical
    assert len(stated) == len(critical)


def fill(
    connection: duckdb.DuckDBPyConnection,
    usual: dict[str, int],
    then: int = 0,
    before: int | None = None,
    kind: str = "month",
) -> None:
    """Give areas as many in every period, and another count in that of April 2013."""
    for area, count in usual.items():
        values = {
            "table": f"{kind} by force",
            "level": "pfa",
            "area": area,
            "kind": kind,
            "usual": count,
            "then": then,
            "before": before,
            "step": f"1 {kind}",
        }
        connection.execute(CELL, values)


def in_wales(cases: int) -> dict[str, int]:
    """So many in a month of the four forces, most in the first."""
    return {WELSH_FORCES[0]: cases - 3, **dict.fromkeys(WELSH_FORCES[1:], 1)}


def broken(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Rules about what is empty or absent that break."""
    about = {
        "no_month_half_empty",
        "month_rather_empty",
        "every_month_present",
        "every_force_present",
        "rows_absent",
    }
    for name in OF_A_DROP[1:]:
        connection.execute(statement(f"check/{name}"))
    held = [rule for rule in rules("landing") if rule.name in about]
    return {
        rule.name
        for rule in held
        if isinstance(rule, QueryRule) and not query_outcome(connection, rule).passed
    }


# Of cases in a month of the four forces, none comes by chance once in 800 months of 11, in 1,500
# of 12 and in 8 million of 26.
@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (11, set()),
        (12, {"month_rather_empty"}),
        (26, {"month_rather_empty"}),
        (27, {"month_rather_empty", "no_month_half_empty"}),
    ],
)
def test_a_month_of_zeros_is_refused_where_chance_cannot_make_it(
    cells: duckdb.DuckDBPyConnection, cases: int, told: set[str]
) -> None:
    fill(cells, in_wales(cases))
    cells.execute("create or replace temp view delivered_cell as from revised_cell")

    assert broken(cells) == told


@pytest.mark.parametrize("kind", ["month", "year"])
@pytest.mark.parametrize(
    ("cases", "told"), [(26, {"rows_absent"}), (27, {"rows_absent", "every_month_present"})]
)
def test_a_period_without_rows_is_refused_where_chance_cannot_make_it(
    cells: duckdb.DuckDBPyConnection, kind: str, cases: int, told: set[str]
) -> None:
    fill(cells, in_wales(cases), kind=kind)

    assert broken(cells) == told


@pytest.mark.parametrize(
    ("before", "told"),
    [(0, set()), (7, {"rows_absent"}), (8, {"rows_absent", "every_month_present"})],
)
def test_a_period_without_rows_is_held_to_the_extract_before(
    cells: duckdb.DuckDBPyConnection, before: int, told: set[str]
) -> None:
    fill(cells, dict.fromkeys(WELSH_FORCES, 1), before=0)
    cells.execute(
        "update revised_cell set previous = $1 "
        "where area_code = 'W15000001' and period = date '2013-04-01'",
        [before],
    )

    assert broken(cells) == told


@pytest.mark.parametrize("cases", [27, 2700])
def test_an_empty_month_that_the_extract_before_had_too_is_no_news(
    cells: duckdb.DuckDBPyConnection, cases: int
) -> None:
    fill(cells, in_wales(cases), before=0)

    assert broken(cells) == set()
    cells.execute("create or replace temp view delivered_cell as from revised_cell")
    assert broken(cells) == set()


# Dyfed-Powys has 16 % of the people of Wales. At a fifth of the country's rate it has 26 of 794.
@pytest.mark.parametrize(
    ("a_month", "told"), [(32, {"rows_absent"}), (33, {"rows_absent", "every_force_present"})]
)
def test_a_force_without_rows_is_refused_where_chance_cannot_make_it(
    cells: duckdb.DuckDBPyConnection, a_month: int, told: set[str]
) -> None:
    fill(cells, dict.fromkeys(WELSH_FORCES[:3], 1) | {WELSH_FORCES[0]: a_month - 2}, then=1)

    assert broken(cells) == told


@pytest.mark.parametrize(
    ("before", "told"),
    [(0, set()), (7, {"rows_absent"}), (8, {"rows_absent", "every_force_present"})],
)
def test_a_force_without_rows_is_held_to_the_extract_before(
    cells: duckdb.DuckDBPyConnection, before: int, told: set[str]
) -> None:
    fill(cells, dict.fromkeys(WELSH_FORCES[:3], 1), then=1, before=1)
    fill(cells, {WELSH_FORCES[3]: 0}, before=before)

    assert broken(cells) == told


@pytest.mark.parametrize("level", [0.1, 0.5, 3, 20, 150])
def test_no_count_is_called_rarer_than_it_is(
    cells: duckdb.DuckDBPyConnection, level: float
) -> None:
    exact = nbinom(level / (VARIANCE - 1), 1 / VARIANCE)
    rare = cells.execute(
        "select k, surprise_of_many(k, $level) from range(1000) as counts (k) where k > $level",
        {"level": level},
    ).fetchall()
    (none,) = cells.execute("select surprise_of_none($1)", [level]).fetchone() or (0,)
    first = next(count for count, surprise in rare if surprise > FAR)

    assert all(exact.sf(count - 1) <= math.exp(-surprise) for count, surprise in rare)
    # Nor is the bound so wide that nothing would be refused.
    assert exact.sf(first - 1) > math.exp(-FAR) / 500
    assert none == pytest.approx(-exact.logpmf(0))


# In the long one a month has no row at all.
@pytest.mark.parametrize(("scale", "layout"), [(0.5, LAYOUTS[0]), (0.25, LAYOUTS[1])])
def test_a_welsh_file_of_few_cases_lands(
    data: DataFolder, drops: Path, scale: float, layout: Layout
) -> None:
    extract = Extract(SHARP, "PEDW", "2013/14 M10")
    with invented(2, 1, scale) as connection:
        tables = counted_tables(connection, extract)
    (path,) = write_tables(drops, extract, tables, layout)

    receipt = receive_drop(path, data)

    assert (receipt.outcome, receipt.reasons) == ("landed", ())
