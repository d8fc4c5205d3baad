"""An invented panel in a secure store, and an invented release of it in a release store."""

from math import log

import duckdb
import numpy as np
import pandas as pd

from tasks.store.attach import attach
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.bench.evaluation import drawn
from tests.publish.invented import MONTH, Row, figures, reference, store, with_shown

FORCES = [(row["pfa_code"], row["pfa_name"]) for row in reference("police_force_area")]
YEARS = [f"{year}-{(year + 1) % 100}" for year in range(2013, 2023)]
CAUSES = ("X99", "X92-Y09")
AGES = ("All ages", "Under 25")


def evaluated(data: DataFolder, effect: float = log(0.9)) -> None:
    """Fill both stores of a data folder."""
    panel = drawn(effect, np.random.default_rng(11))
    fill_secure(data, panel)
    fill_release(data, shown_years())


def fill_secure(data: DataFolder, panel: pd.DataFrame) -> None:
    with secure_store(data, read_only=False) as connection:
        connection.register("panel", panel)
        connection.execute(
            "create or replace table secure.conformed.release_input as select ? as month", [MONTH]
        )
        connection.execute(FIGURE, {"causes": list(CAUSES), "ages": list(AGES)})
        connection.execute(
            "insert into secure.landed.drop select 'd', 'f', 'p', 1, now(), 'me', 'a', 'synthetic',"
            " 'monthly sharp object', 'HES', '2023-24 M10', ?, ?, ? "
            "where not exists (select * from secure.landed.drop)",
            [MONTH, MONTH, MONTH],
        )


def shown_years() -> list[Row]:
    tables = ("pfa_year", "all_assault_pfa_year")
    rows = (row for table in tables for row in figures(table, FORCES, YEARS))
    return [with_shown(number, row) for number, row in enumerate(rows, 1)]


def fill_release(data: DataFolder, rows: list[Row]) -> None:
    store(data, rows)
    connection = duckdb.connect()
    attach(connection, "release", data.release_store, read_only=False)
    connection.execute(
        "insert into release.ledger select month, revision, cause, measure, area_level, area_code,"
        " period_kind, period, age, sex, ethnicity, 'final', 'v', shown, rounding, '', 0, null"
        " from release.cell"
    )
    connection.close()


FIGURE = """
create or replace table secure.conformed.figure as
with counted as (
    select 'pfa' as area_level, area_code, month, count
    from panel
    union all
    -- Two authorities of each force share its count.
    select 'la', la.la_code, panel.month, panel.count // 2 + la.number % 2
    from panel
    inner join (
        select *, row_number() over (partition by pfa_code order by la_code) as number
        from reference.current_local_authority
        qualify number <= 2
    ) as la using (pfa_code)
)

select
    cause,
    'FAE' as measure,
    area_level,
    area_code,
    'month' as period_kind,
    cast(month as date) as period,
    age,
    'All' as sex,
    'All' as ethnicity,
    'total' as breakdown,
    cast(case age when 'All ages' then count else count // 2 end as integer) as frequency,
    false as is_provisional
from counted
cross join (select unnest($causes) as cause)
cross join (select unnest($ages) as age)
"""
