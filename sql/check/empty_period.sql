-- grain: one row per table by area and month or year of the Cover's Period: how many of its areas have no count
-- A long table has no row where it counts 0, so every area stands for every period here. Level: the
-- area's mean of the 25 periods around, without the period; less for a year that is not over.
-- `surprise`: minus the logarithm of a bound to the chance of so many areas without a count. A period is
-- alike if the extract before covered it and said the same, and absent if there is no row of it.
create or replace temp table empty_period as
with counted as (
    select
        delivered_table,
        area_code,
        period_kind,
        period,
        coalesce(sum(frequency) filter (age = 'All ages'), sum(frequency)) as frequency,
        coalesce(sum(previous) filter (age = 'All ages'), sum(previous)) as previous,
        bool_and(frequency is not distinct from previous) as is_alike
    from revised_cell
    where role = 'area'
        and measure = 'FAE'
    group by all
),

area as (
    select distinct
        delivered_table,
        period_kind,
        area_code,
        max(case when previous is not null then period end) over (partition by delivered_table)
            as covered_to
    from counted
),

expected as (
    select
        *,
        cast(
            unnest(
                generate_series(
                    date '2012-04-01',
                    getvariable('period_end'),
                    case period_kind when 'month' then interval 1 month else interval 1 year end
                )
            ) as date
        ) as period
    from area
),

area_period as (
    select
        delivered_table,
        period_kind,
        area_code,
        period,
        coalesce(counted.frequency, 0) as frequency,
        coalesce(counted.previous, 0) as previous,
        coalesce(counted.is_alike, expected.period <= expected.covered_to, false) as is_alike
    from expected
    left join counted using (delivered_table, period_kind, area_code, period)
),

levelled as (
    select
        *,
        avg(frequency) over (
            partition by delivered_table, area_code
            order by period
            rows between 12 preceding and 12 following
            exclude current row
        ) * case period_kind
            when 'year' then least(1, (date_diff('month', period, getvariable('period_end')) + 1) / 12)
            else 1
        end as level
    from area_period
),

by_period as (
    select
        delivered_table,
        period_kind,
        period,
        cast(count(*) as double) as areas,
        cast(count(*) filter (frequency = 0) as double) as empty,
        least(avg(exp(-surprise_of_none(level))), 0.999) as chance,
        surprise_of_none(sum(level)) as surprise_of_all,
        sum(previous) as previous,
        bool_and(is_alike) as is_alike
    from levelled
    where level is not null
    group by all
)

select
    delivered_table,
    period_kind,
    period,
    previous,
    is_alike,
    areas - empty < areas * (1 - chance) / 2 as is_half_empty,
    case when empty = areas then surprise_of_all else surprise(empty, areas, chance) end as surprise,
    (delivered_table, period) not in (
        select (delivered_table, period)
        from delivered_cell
    ) as is_absent
from by_period;
