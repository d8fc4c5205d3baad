-- grain: one row per table and month in which half of the areas that usually have counts have none
-- severity: critical
-- reason: Fewer than half of the areas that usually have counts have any in a month.
-- Areas are looked at, not their sum: a real fall leaves few areas with none, a month that was not
-- filled in leaves many. Fewer than 8 areas can all have none by chance, unless none has any.
with area_month as (
    select
        delivered_table,
        period,
        area_code,
        sum(frequency) as frequency
    from delivered_cell
    where role = 'area'
        and period_kind = 'month'
    group by all
),

by_month as (
    select
        delivered_table,
        period,
        count(*) filter (frequency > 0) as areas
    from area_month
    group by all
),

usual as (
    select
        delivered_table,
        median(areas) as areas
    from by_month
    group by delivered_table
)

select
    by_month.delivered_table,
    month_label(by_month.period) as month
from by_month
inner join usual using (delivered_table)
where by_month.areas < usual.areas / 2
    and (usual.areas >= 8 or by_month.areas = 0)
order by all;
