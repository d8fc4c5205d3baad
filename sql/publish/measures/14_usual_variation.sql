-- grain: one row per cause, age band and, for nations, area: how much more than Poisson counts vary
-- The variance of a count is `multiplied` times its mean, and `added` times its square: multiplicative
-- and additive overdispersion (Spiegelhalter, Handling over-dispersion of performance indicators,
-- 2005). Of forces both are fitted by moments to pairs of years, in two halves by size; 40 pairs at
-- least. Of a nation, which has months enough of its own, the first alone: from how the ratio of a
-- month to the same month a year before changes from month to month; 24 changes at least. A tenth of
-- them, the largest, count as the next (winsorised), so that a shock does not pass for chance.
create or replace temp table usual_variation as
with halved as (
    select
        *,
        ntile(2) over (partition by cause, age order by size, area_code, period) as half
    from year_pair
),

line as (
    select
        cause,
        age,
        avg(size) filter (half = 2) as large,
        avg(excess) filter (half = 2) as large_excess,
        greatest(
            0,
            (avg(excess) filter (half = 2) - avg(excess) filter (half = 1))
            / nullif(avg(size) filter (half = 2) - avg(size) filter (half = 1), 0)
        ) as slope,
        avg(excess) filter (half = 1) - slope * avg(size) filter (half = 1) as foot
    from halved
    group by cause, age
    having count(*) >= 40
),

yearly_ratio as (
    select
        now.cause,
        now.area_code,
        now.age,
        now.period,
        ln(now.value / earlier.value) as ratio,
        1 / now.value + 1 / earlier.value as variance
    from figure as now
    inner join figure as earlier
        on now.cause = earlier.cause
        and now.area_code = earlier.area_code
        and now.age = earlier.age
        and now.period_kind = earlier.period_kind
        and earlier.period = month_label(month_of(now.period) - interval 1 year)
    where now.area_level = 'national'
        and now.period_kind = 'month'
        and not now.is_unfinished
        and now.value > 0
        and earlier.value > 0
),

shift as (
    select
        cause,
        area_code,
        age,
        pow(ratio - lag(ratio) over series, 2) / (variance + lag(variance) over series) as excess
    from yearly_ratio
    window series as (partition by cause, area_code, age order by period)
),

winsorised as (
    select
        *,
        least(
            excess, quantile_cont(excess, 0.9) over (partition by cause, area_code, age)
        ) as capped
    from shift
)

select
    cause,
    null as area_code,
    age,
    greatest(1, foot) as multiplied,
    case when foot >= 1 then slope else greatest(0, (large_excess - 1) / large) end as added
from line
union all by name
-- The mean of a squared standard normal so winsorised is 0.8312.
select
    cause,
    area_code,
    age,
    greatest(1, avg(capped) / 0.8312) as multiplied,
    0 as added
from winsorised
group by cause, area_code, age
having count(excess) >= 24;
