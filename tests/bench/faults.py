"""Single faults of a drop: each spoils the tables in one random place, as a sender's slip would.

A fault takes the tables, to be changed in place, and the random numbers. Those of ``EVERYWHERE``
take the invented admissions instead, so that every table of the drop tells the same wrong story.
"""

from collections.abc import Callable
from random import Random

import duckdb

from tasks.synthesise.counts import Series
from tasks.synthesise.tables import Table

Fault = Callable[[list[Table], Random], None]
FaultEverywhere = Callable[[duckdb.DuckDBPyConnection, Random], None]
SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
MEASURES = ("fae", "fce")
NO_KNOWN_AREA = ("U", "X", "Y")
LABELS = ("area_name", "area_code", "age", "sex", "ethnicity")


def swap_two_rows_labels(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    one, other = random.sample(range(len(table.series)), 2)
    first, second = table.series[one], table.series[other]
    table.series[one] = first._replace(**{name: getattr(second, name) for name in LABELS})
    table.series[other] = second._replace(**{name: getattr(first, name) for name in LABELS})


def swap_two_months(tables: list[Table], random: Random) -> None:
    series = random.choice(random.choice(tables).series)
    one, other = random.sample(range(len(series.periods)), 2)
    for counts in (series.fae, series.fce):
        counts[one], counts[other] = counts[other], counts[one]


def swap_two_counts(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    one, other = random.sample(table.series, 2)
    period = random.randrange(len(one.periods))
    for name in MEASURES:
        a, b = getattr(one, name), getattr(other, name)
        a[period], b[period] = b[period], a[period]


def drop_a_period(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    period = random.randrange(len(table.series[0].periods))
    for series in table.series:
        for values in (series.periods, series.fae, series.fce):
            del values[period]


def blank_a_period(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    period = random.choice((-1, random.randrange(len(table.series[0].periods))))
    for series in table.series:
        series.fae[period] = series.fce[period] = 0


def blank_most_of_the_latest_period(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    for series in random.sample(table.series, k=2 * len(table.series) // 3):
        series.fae[-1] = series.fce[-1] = 0


def double_an_area(tables: list[Table], random: Random) -> None:
    table = random.choice([table for table in tables if table.series[0].area_code])
    code = random.choice(table.series).area_code
    for series in table.series:
        if series.area_code == code:
            series.fae[:] = [2 * count for count in series.fae]
            series.fce[:] = [2 * count for count in series.fce]


def shift_a_row(tables: list[Table], random: Random) -> None:
    _shift(random.choice(random.choice(tables).series))


def shift_a_table(tables: list[Table], random: Random) -> None:
    for series in random.choice(tables).series:
        _shift(series)


def change_a_count_by_a_lot(tables: list[Table], random: Random) -> None:
    series, period = _cell(tables, random)
    more = 3 * series.fae[period] + random.randint(21, 100)
    series.fce[period] += more - series.fae[period]
    series.fae[period] = more


def lose_a_digit(tables: list[Table], random: Random) -> None:
    series, period = _cell(tables, random)
    series.fae[period] //= 10
    series.fce[period] //= 10


def duplicate_a_row(tables: list[Table], random: Random) -> None:
    rows = random.choice(tables).series
    rows.insert(random.randrange(len(rows)), random.choice(rows))


def drop_a_row(tables: list[Table], random: Random) -> None:
    rows = random.choice(tables).series
    del rows[random.randrange(len(rows))]


def blank_a_count(tables: list[Table], random: Random) -> None:
    series, period = _cell(tables, random)
    series.fae[period] = series.fce[period] = 0


def text_for_a_count(tables: list[Table], random: Random) -> None:
    series, period = _cell(tables, random)
    series.fae[period] = random.choice(("*", "n/a", "1,204", "12.5", "-3", "<8"))  # type: ignore[call-overload]


def one_rows_label_for_another(tables: list[Table], random: Random) -> None:
    table = random.choice(tables)
    one, other = random.sample(range(len(table.series)), 2)
    taken = {name: getattr(table.series[other], name) for name in LABELS}
    table.series[one] = table.series[one]._replace(**taken)


def a_digit_too_many_where_no_sum_looks(tables: list[Table], random: Random) -> None:
    """An episode count, or one of a row of no known area; where there is neither, any count."""
    rows = [row for table in tables for row in table.series]
    nowhere = [row for row in rows if row.area_code in NO_KNOWN_AREA]
    has_episodes = any("FCE" in table.measures for table in tables)
    series = random.choice(nowhere or rows)
    period = random.randrange(len(series.periods))
    counts = series.fce if has_episodes else series.fae
    counts[period] = 10 * counts[period] + random.randrange(10)


def an_area_doubled(admissions: duckdb.DuckDBPyConnection, random: Random) -> None:
    admissions.execute(
        "insert into admission select admission.* from admission inner join finest_area "
        "using (finest_area) where pfa_code = ?",
        [_force(admissions, random)],
    )


def an_areas_month_doubled(admissions: duckdb.DuckDBPyConnection, random: Random) -> None:
    admissions.execute(
        "insert into admission select admission.* from admission inner join finest_area "
        "using (finest_area) where pfa_code = ? and month = ?",
        [_force(admissions, random), _month(admissions, random)],
    )


def an_areas_month_lost(admissions: duckdb.DuckDBPyConnection, random: Random) -> None:
    admissions.execute(
        "delete from admission where finest_area in "
        "(select finest_area from finest_area where pfa_code = ?) and month = ?",
        [_force(admissions, random), _month(admissions, random)],
    )


def two_areas_swapped(admissions: duckdb.DuckDBPyConnection, random: Random) -> None:
    """Of two forces, one authority each takes the other's patients, for good."""
    one, other = random.sample(_areas(admissions), 2)
    admissions.execute(
        "update admission set finest_area = case finest_area when $one then $other else $one end "
        "where finest_area in ($one, $other)",
        {"one": one, "other": other},
    )


IN_ONE_TABLE: tuple[Fault, ...] = (
    swap_two_rows_labels,
    swap_two_months,
    swap_two_counts,
    drop_a_period,
    blank_a_period,
    blank_most_of_the_latest_period,
    double_an_area,
    shift_a_row,
    shift_a_table,
    change_a_count_by_a_lot,
    lose_a_digit,
    duplicate_a_row,
    drop_a_row,
    blank_a_count,
    text_for_a_count,
    one_rows_label_for_another,
    a_digit_too_many_where_no_sum_looks,
)
EVERYWHERE: tuple[FaultEverywhere, ...] = (
    an_area_doubled,
    an_areas_month_doubled,
    an_areas_month_lost,
    two_areas_swapped,
)


def _shift(series: Series) -> None:
    for counts in (series.fae, series.fce):
        counts[:] = [0, *counts[:-1]]


def _cell(tables: list[Table], random: Random) -> tuple[Series, int]:
    series = random.choice(random.choice(tables).series)
    return series, random.randrange(len(series.periods))


def _force(admissions: duckdb.DuckDBPyConnection, random: Random) -> str:
    rows = admissions.execute(
        "select distinct pfa_code from finest_area where pfa_code is not null order by 1"
    )
    return random.choice([code for (code,) in rows.fetchall()])


def _areas(admissions: duckdb.DuckDBPyConnection) -> list[str]:
    rows = admissions.execute(
        "select finest_area from finest_area where original_la_code is not null "
        "and country_code = 'E92000001' order by 1"
    )
    return [area for (area,) in rows.fetchall()]


def _month(admissions: duckdb.DuckDBPyConnection, random: Random) -> str:
    rows = admissions.execute("select distinct cast(month as varchar) from admission order by 1")
    return random.choice([month for (month,) in rows.fetchall()])
