-- grain: one row: the months whose releases are due, oldest first (none: they wait), and the files waited for
-- A month is due when the newest extracts of all required files end in it. While one file is ahead, a
-- release would mix vintages. Other files (Wales, bi-annual) update the release of the same month. A
-- month before it is due too if all its required files came and neither it nor a later one was released.
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
),

latest as (
    select
        case when bool_and(period_end is not null and period_end = newest_end) then any_value(newest_end) end
            as due_month,
        coalesce(
            list(source || ' ' || dataset order by source, dataset)
            filter (where period_end is null or period_end < newest_end),
            []
        ) as waits_for,
        any_value(newest_end) as newest_month
    from required
),

complete_extract as (
    select
        received.source,
        received.dataset,
        received.period_end
    from secure.landed.drop as received
    inner join secure.landed.delivered_table using (drop_id)
    group by received.source, received.dataset, received.period_end
    having count(distinct delivered_table.delivered_table) = (
        select count(*)
        from reference.dataset_table
        where dataset_table.dataset = received.dataset
    )
),

complete_month as (
    select period_end as due_month
    from complete_extract
    inner join reference.release_required using (source, dataset)
    group by period_end
    having count(*) = (select count(*) from reference.release_required)
)

select
    coalesce(
        (
            select list(distinct complete_month.due_month order by complete_month.due_month)
            from complete_month
            where complete_month.due_month = latest.due_month
                or (
                    complete_month.due_month < latest.due_month
                    and complete_month.due_month > coalesce($last_released, date '0001-01-01')
                )
        ),
        []
    ) as due_months,
    latest.waits_for,
    latest.newest_month
from latest;
