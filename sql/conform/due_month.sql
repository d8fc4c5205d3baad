-- grain: one row: the month whose release is due (null: it waits), and the files it waits for
-- A month is due when the newest extracts of all required files end in it. While one file is ahead, a
-- release would mix vintages. Other files (Wales, bi-annual) update the release of the same month.
with newest as (
    select
        source,
        dataset,
        max(period_end) as period_end
    from current_table
    group by source, dataset
),

required as (
    select
        release_required.source,
        release_required.dataset,
        newest.period_end,
        max(newest.period_end) over () as newest_end
    from reference.release_required
    left join newest using (source, dataset)
)

select
    case when bool_and(period_end is not null and period_end = newest_end) then any_value(newest_end) end
        as due_month,
    coalesce(
        list(source || ' ' || dataset order by source, dataset)
        filter (where period_end is null or period_end < newest_end),
        []
    ) as waits_for,
    any_value(newest_end) as newest_month
from required;
