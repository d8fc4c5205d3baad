"""A sample of what ``make bench-checks`` measures, and shifts of a month, caught and not."""

from collections.abc import Iterator

import duckdb
import pytest

from tasks.check.gate import query_outcome
from tasks.check.outcome import QueryRule
from tasks.check.rule_files import rules
from tasks.store.stores import no_store
from tests.bench.faults import EVERYWHERE, IN_ONE_TABLE
from tests.bench.ground import Ground

YEARS_OF_MONTHS = """
    create or replace temp table revised_cell as
    select
        'month by force' as delivered_table,
        'FAE' as measure,
        'E230000' || lpad(cast(area as varchar), 2, '0') as area_code,
        'area' as role,
        'month' as period_kind,
        cast(date '2012-04-01' + to_months(cast(month as integer)) as date) as period,
        'All ages' as age,
        -- As many as a clean area has in a month: level by area, season by month, chance.
        cast(greatest(0, round(
            level * season + sqrt(level * season) * sqrt(-2 * ln(chance)) * cos(6.2832 * other)
        )) as integer) as frequency,
        cast(null as integer) as previous
    from (
        select
            area,
            month,
            2 + 3 * area as level,
            1 + 0.1 * sin(month) as season,
            (1 + hash(area, month) % 65535) / 65536.0 as chance,
            (hash(month, area, 7) % 65536) / 65536.0 as other
        from range(1, 40) as areas (area)
        cross join range(96) as months (month)
    )
"""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("faults"), years=1, seed=20120401)


@pytest.fixture
def months() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        connection.execute(YEARS_OF_MONTHS)
        yield connection


def shifted(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rule = next(rule for rule in rules("landing") if rule.name == "sudden_shift")
    assert isinstance(rule, QueryRule)
    return set(query_outcome(connection, rule).keys)


@pytest.mark.slow
def test_a_sample_of_faults_that_matter_is_caught(ground: Ground) -> None:
    # Not from 0: with one year of history nothing tells a first bi-annual file's sexes apart.
    caught = [ground.spoil(1 + number) for number in range(len((*IN_ONE_TABLE, *EVERYWHERE)))]
    matter = [one for one in caught if one.matters]

    assert len(matter) >= 5
    assert [one.fault for one in matter if not one.is_caught] == []


@pytest.mark.slow
def test_no_month_of_chance_is_a_shift(months: duckdb.DuckDBPyConnection) -> None:
    assert shifted(months) == set()


@pytest.mark.parametrize(("area", "times"), [("E23000010", 3.0), ("E23000030", 2.0)])
def test_a_surge_is_shown(months: duckdb.DuckDBPyConnection, area: str, times: float) -> None:
    months.execute(
        "update revised_cell set frequency = frequency * $times "
        "where area_code = $area and period = date '2018-07-01'",
        {"area": area, "times": times},
    )

    assert shifted(months) == {f"month by force, {area}, All ages, 2018-07"}


def test_a_month_that_was_high_everywhere_is_no_shift(months: duckdb.DuckDBPyConnection) -> None:
    months.execute(
        "update revised_cell set frequency = 2 * frequency where period = date '2018-07-01'"
    )

    assert shifted(months) == set()


def test_what_the_extract_before_showed_is_not_shown_again(
    months: duckdb.DuckDBPyConnection,
) -> None:
    months.execute(
        "update revised_cell set frequency = 9 * frequency where area_code = 'E23000030' "
        "and period = date '2018-07-01'"
    )
    months.execute("update revised_cell set previous = frequency")

    assert shifted(months) == set()


def test_a_shift_never_stops_a_drop() -> None:
    severities = {rule.name: rule.severity for rule in rules("landing")}

    assert severities["sudden_shift"] == "warning"
    assert severities["vanished_cells"] == severities["revised_out_of_proportion"] == "critical"
