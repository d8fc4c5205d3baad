-- grain: one row per cause, age band, force and two financial years in a row that both show a figure
-- How far a force's year is from its year before, beside what all forces together did: `excess` is
-- the squared difference in variances of Poisson counts (1 on average, if they were), `size` the
-- count to which further variance is in proportion if rates themselves vary from year to year.
-- Years in which England stepped to another level are left out: what a step did is not usual. So is
-- the latest year, so that what is new in it does not pass for usual.
create or replace temp table year_pair as
with pair as (
    select
        later.cause,
        later.age,
        later.area_code,
        later.period,
        later.value as later,
        earlier.value as earlier,
        later.base * later.base / 12 as later_rounding,
        earlier.base * earlier.base / 12 as earlier_rounding
    from whole_period as later
    inner join figure as earlier
        on later.cause = earlier.cause
        and later.age = earlier.age
        and later.area_code = earlier.area_code
        and later.period_kind = earlier.period_kind
        and later.year_earlier = earlier.period
    where later.area_level = 'pfa'
        and later.period_kind = 'year'
        and not later.is_unfinished
        and later.period < (select max(period) from figure where period_kind = 'year')
        and later.value + earlier.value >= 20
        and not exists (
            select 1
            from process_step
            where month_of(process_step.period) > year_of(earlier.period)
                and month_of(process_step.period) <= last_month('year', year_of(later.period))
        )
),

common as (
    select
        cause,
        age,
        period,
        sum(later) / sum(earlier) as ratio
    from pair
    group by cause, age, period
)

select
    cause,
    age,
    area_code,
    period,
    pow(later - ratio * earlier, 2)
    / (ratio * (later + earlier) + later_rounding + ratio * ratio * earlier_rounding) as excess,
    2 * ratio * (later + earlier) / pow(1 + ratio, 2) as size
from pair
inner join common using (cause, age, period);
