-- grain: one row per cause, area, age band and financial year or 12 months ending: the figure, and
-- those that it is compared with
-- Changes are made from shown figures only, never from a symbol, and no percentage from a figure
-- under 50 (the Office for National Statistics' rule for crime figures).
-- An unfinished figure still rises, so it is compared with what the release of a year before showed
-- for the same period a year earlier, when that was as unfinished. Without that release the two are
-- unlike, as it always is to the baseline: a fall between them cannot be told.
create or replace temp table whole_period as
with compared as (
    select
        *,
        period_label(period_kind, period_start(period_kind, period) - interval 1 year)
            as year_earlier
    from figure
    where period_kind in ('year', 'rolling_year')
),

-- The financial year 2018-19 is the 12 months ending March 2019.
baseline as (
    select *
    from figure
    where period_kind = 'year'
        and period = '2018-19'
)

select
    compared.*,
    earlier.months_before is not null and earlier.months_before > 0 as is_as_released,
    earlier.shown as earlier_shown,
    earlier.value as earlier_value,
    earlier.least as earlier_least,
    earlier.most as earlier_most,
    compared.is_unfinished and earlier.months_before = 0 as is_earlier_unlike,
    baseline.shown as baseline_shown,
    baseline.value as baseline_value,
    baseline.least as baseline_least,
    baseline.most as baseline_most,
    compared.is_unfinished as is_baseline_unlike,
    case
        when earlier.value >= 50
            then cast(round(100 * (compared.value - earlier.value) / earlier.value) as integer)
    end as change_on_year,
    case
        when baseline.value >= 50
            then cast(round(100 * (compared.value - baseline.value) / baseline.value) as integer)
    end as change_on_baseline
from compared
left join released_figure as earlier
    on compared.cause = earlier.cause
    and compared.area_code = earlier.area_code
    and compared.age = earlier.age
    and compared.period_kind = earlier.period_kind
    and compared.year_earlier = earlier.period
left join baseline
    on compared.cause = baseline.cause
    and compared.area_code = baseline.area_code
    and compared.age = baseline.age
where earlier.months_before = 0
    or earlier.months_before is null
    or compared.is_unfinished
qualify row_number() over (
    partition by compared.cell_no order by earlier.months_before desc nulls last
) = 1;
