-- grain: one row: the latest month that every required file covers (null: one is missing)
with newest as (
    select
        source,
        dataset,
        max(period_end) as period_end
    from current_table
    group by source, dataset
)

select case when count(newest.period_end) = count(*) then min(newest.period_end) end as latest_month
from reference.release_required
left join newest using (source, dataset);
