-- grain: one row per cell of the current drop, or of the extract of the same tables before it
-- Area codes are those of today, so that a merger is not a change; but where the earlier extract counted
-- an area that was split since, its parts are looked at together. `previous` is null
-- where the earlier extract did not cover the whole period; elsewhere no row means 0. A cell is
-- settled if its period ends at least three months before the earlier extract's last month.
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

delivered as (
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
        frequency,
        0 as previous
    from delivered_cell
    union all by name
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
        0 as frequency,
        frequency as previous
    from secure.landed.count
    inner join before_drop using (drop_id, delivered_table)
),

split as (
    select nested.area_level, nested.part_code as area_code, max_by(nested.whole_code, nested.depth) as whole_code
    from reference.nested_area as nested
    semi join delivered
        on nested.area_level = delivered.area_level
        and nested.whole_code = delivered.area_code
    where nested.change = 'split'
    group by all
),

-- Both extracts are summed at once: summing each and joining the sums takes a third longer. Sums are
-- cast to integers, which the rules read faster than the wider type of a sum.
cell as (
    select
        delivered.delivered_table,
        delivered.measure,
        delivered.area_level,
        coalesce(split.whole_code, area.current_area_code, delivered.area_code) as area_code,
        delivered.role,
        delivered.period_kind,
        delivered.period,
        delivered.age,
        delivered.sex,
        delivered.ethnicity,
        cast(sum(delivered.frequency) as integer) as frequency,
        cast(sum(delivered.previous) as integer) as previous
    from delivered
    left join reference.current_area as area using (area_level, area_code)
    left join split using (area_level, area_code)
    group by all
),

dated as (
    select
        *,
        period + case period_kind when 'year' then interval 11 month else interval 0 month end
            as last_month
    from cell
)

select
    dated.* exclude (previous, last_month),
    case when dated.last_month <= before_drop.covered_to then dated.previous end as previous,
    coalesce(dated.last_month + interval 3 month <= before_drop.covered_to, false) as is_settled
from dated
left join before_drop using (delivered_table);
