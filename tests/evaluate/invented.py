"""An invented panel in a secure store, and an invented release of it in a release store."""

from math import log

import duckdb
import numpy as np
import pandas as pd

from tasks.store.attach import attach
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tests.bench.evaluation import drawn
from tests.publish.invented import MONTH, MONTHS, REGIONS, figures, store, with_shown

CAUSES = ("X99", "X92-Y09")
AGES = ("All ages", "Under 25")


def evaluated(data: DataFolder, effect: float = log(0.9)) -> None:
    """Fill both stores of a data folder."""
    panel = drawn(effect, np.random.default_rng(12))
    fill_secure(data, panel)
    fill_release(data)


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


def fill_release(data: DataFolder) -> None:
    """Show the secure store's figures by the threshold rule alone."""
    # A region alone: what is evaluated is shown below.
    rows = figures("region_month", REGIONS, MONTHS[:1])
    store(data, [with_shown(number, row) for number, row in enumerate(rows, 1)])
    with secure_store(data) as connection:
        cells = connection.execute(CELL, {"month": MONTH}).df()
    connection = duckdb.connect()
    attach(connection, "release", data.release_store, read_only=False)
    connection.register("cells", cells)
    connection.execute("insert into release.cell select * from cells")
    connection.execute(
        "insert into release.ledger select month, revision, cause, measure, area_level, area_code,"
        " period_kind, period, age, sex, ethnicity, 'final', 'v', shown, rounding, '', 0, null"
        " from release.cell"
    )
    connection.close()


CELL = """
with figure as (
    select cause, area_level, area_code, 'month' as period_kind, period, age, frequency
    from secure.conformed.figure
    where area_level = 'pfa'
    union all
    select cause, area_level, area_code, 'year', financial_year(period) as year, age, sum(frequency)
    from secure.conformed.figure
    group by all
    having count(*) = 12
)

select
    $month as month,
    1 as revision,
    1 + row_number() over () as cell_no,
    'pfa_year' as publication_table,
    cause,
    'FAE' as measure,
    area_level,
    area_code,
    coalesce(pfa_name, area_code) as area,
    period_kind,
    period_label(period_kind, cast(period as date)) as period,
    age,
    'All' as sex,
    'All' as ethnicity,
    case
        when frequency = 0 then '0'
        when frequency <= 7 then '[c]'
        else cast((cast(frequency as integer) + 2) // 5 * 5 as varchar)
    end as shown,
    case when frequency between 1 and 7 then '' else '5' end as rounding,
    'final' as status
from figure
left join reference.police_force_area on area_code = pfa_code
"""
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
