-- grain: one row per cell of the drop at hand, or of the extract of the same tables before it
-- Codes of today, so that a merger of authorities is no change. `previous` is null where the earlier
-- extract did not cover the period, or not all of a year; where it did, no row means 0. A cell is
-- settled when coding has had three months more than the earlier extract's last month.
create or replace temp table revised_cell as
with before_drop as (
    select
        delivered_table.delivered_table,
        arg_max(received.drop_id, (received.extract, delivered_table.vintage)) as drop_id,
        max(received.period_end) as covered_to
    from secure.landed.drop as received
    inner join secure.landed.delivered_table using (drop_id)
    inner join cover
        on received.dataset = cover.dataset
        and received.source = cover.source
        and received.extract <= cover.extract
    where delivered_table.delivered_table in (select distinct delivered_table from delivered_cell)
    group by all
),

before as (
    select
        landed.delivered_table,
        landed.measure,
        landed.area_level,
        coalesce(area.current_area_code, landed.area_code) as area_code,
        landed.role,
        landed.period_kind,
        landed.period,
        landed.age,
        landed.sex,
        landed.ethnicity,
        sum(landed.count) as count
    from secure.landed.count as landed
    inner join before_drop using (drop_id, delivered_table)
    left join reference.current_area as area using (area_level, area_code)
    group by all
),

now as (
    select
        cell.delivered_table,
        cell.measure,
        cell.area_level,
        coalesce(area.current_area_code, cell.area_code) as area_code,
        cell.role,
        cell.period_kind,
        cell.period,
        cell.age,
        cell.sex,
        cell.ethnicity,
        sum(cell.count) as count
    from delivered_cell as cell
    left join reference.current_area as area using (area_level, area_code)
    group by all
),

joined as (
    select
        delivered_table,
        measure,
        area_level,
        area_code,
        role,
        period_kind,
        period,
        age,
        sex,
        ethnicity,
        coalesce(now.count, 0) as count,
        coalesce(before.count, 0) as previous,
        period + case period_kind when 'year' then interval 11 month else interval 0 month end
            as last_month
    from now
    full join before using (
        delivered_table,
        measure,
        area_level,
        area_code,
        role,
        period_kind,
        period,
        age,
        sex,
        ethnicity
    )
)

select
    joined.* exclude (previous, last_month),
    case when joined.last_month <= before_drop.covered_to then joined.previous end as previous,
    coalesce(joined.last_month + interval 3 month <= before_drop.covered_to, false) as is_settled
from joined
left join before_drop using (delivered_table);
