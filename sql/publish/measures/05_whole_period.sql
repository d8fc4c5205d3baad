-- grain: one row per cause, area, age band and financial year or 12 months ending
-- Changes are made from shown figures only, never from a symbol, and no percentage from one under 50
-- (the Office for National Statistics' rule for crime figures). A change is clear where it is more than
-- chance (Poisson counts, 95 %) and rounding together usually make.
create or replace temp table whole_period as
with whole as (
    select
        *,
        case period_kind
            when 'year' then year_label(make_date(cast(left(period, 4) as integer) - 1, 4, 1))
            else strftime(cast(period || '-01' as date) - interval 1 year, '%Y-%m')
        end as year_earlier
    from figure
    where period_kind in ('year', 'rolling_year')
),

-- The financial year 2018-19 is the 12 months ending March 2019.
baseline as (
    select *
    from figure
    where period_kind = 'year'
        and period = '2018-19'
),

compared as (
    select
        whole.*,
        earlier.shown as earlier_shown,
        baseline.shown as baseline_shown,
        case
            when earlier.value >= 50
                then cast(round(100 * (whole.value - earlier.value) / earlier.value) as integer)
        end as change_on_year,
        case
            when baseline.value >= 50
                then cast(round(100 * (whole.value - baseline.value) / baseline.value) as integer)
        end as change_on_baseline,
        greatest(whole.least - earlier.most, earlier.least - whole.most)
        > 1.959964 * sqrt(whole.value + earlier.value) as is_clear_on_year,
        greatest(whole.least - baseline.most, baseline.least - whole.most)
        > 1.959964 * sqrt(whole.value + baseline.value) as is_clear_on_baseline
    from whole
    left join whole as earlier
        on whole.cause = earlier.cause
        and whole.area_code = earlier.area_code
        and whole.age = earlier.age
        and whole.period_kind = earlier.period_kind
        and whole.year_earlier = earlier.period
    left join baseline
        on whole.cause = baseline.cause
        and whole.area_code = baseline.area_code
        and whole.age = baseline.age
)

select *
from compared;
