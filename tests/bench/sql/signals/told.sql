-- grain: one row: what a release says of a level of areas, or of one of them
with change as (
    select change_test.*
    from change_test
    inner join area using (area_code)
    where area.area_level = $level
        and area_code = coalesce($area_code, area_code)
        and cause = 'X99'
        and compared_with = 'year'
        and period_kind = 'rolling_year'
        and period = $period
),

chart as (
    select control_signal.*
    from control_signal
    inner join area using (area_code)
    where area.area_level = $level
        and area_code = coalesce($area_code, area_code)
)

select
    count(*),
    count(*) filter (p < 0.05),
    count(*) filter (verdict = 'clear'),
    (select count(*) from chart),
    (
        select count(*)
        from chart
        where list_has_any(coalesce(above, []) || coalesce(below, []), $latest)
    ),
    (select count(*) from chart where run >= 8)
from change;
