-- grain: one row per month at which England's admissions stepped to another level
-- The rule: eight months (sharp object, all ages, without their season) lie a fifth above or below
-- the eight before them, more than at any other month less than eight away. The last month that has
-- eight is none yet: the next may show that the step is its own. Made from national figures alone, so
-- that no force's figures choose where its own chart starts anew. A step that starts in or next to a
-- known event bears its name.
create or replace temp table process_step as
with month as (
    select
        period,
        month_of(period) as first_day,
        ln(value / season) as level
    from figure
    inner join season on cast(right(figure.period, 2) as integer) = season.calendar_month
    where cause = 'X99'
        and area_code = 'E92000001'
        and age = 'All ages'
        and period_kind = 'month'
        and value > 0
),

change as (
    select
        period,
        first_day,
        exp(
            avg(level) over (order by period rows between current row and 7 following)
            - avg(level) over (order by period rows between 8 preceding and 1 preceding)
        ) as ratio
    from month
    qualify count(*) over (order by period rows between current row and 7 following) = 8
        and count(*) over (order by period rows between 8 preceding and 1 preceding) = 8
),

largest as (
    select *
    from change
    qualify abs(ln(ratio)) = max(abs(ln(ratio))) over (
        order by period rows between 7 preceding and 7 following
    )
        and period < max(period) over ()
)

select
    largest.period,
    max(known_event.event) as event
from largest
left join reference.known_event as known_event
    on largest.first_day between month_of(known_event.first_month) - interval 1 month
    and month_of(known_event.last_month) + interval 1 month
where abs(largest.ratio - 1) >= 0.2
group by largest.period;
