-- grain: one row per cause, area, age band and financial year or 12 months ending
-- A rate is per 100,000 residents at the mid-year (30 June) inside its 12 months. There is one, and no
-- other is nearer to their middle: that of the year in which the month five before the last one lies.
-- Rates are made from shown figures only, never from a symbol, and from none under 10. An interval
-- reaches from the lower limit of the least count that rounds to the figure to the upper limit of the
-- most.
-- The directly standardised rate weighs the rates of the two age bands by the residents of England and
-- Wales of mid-2021; it is made where both bands have a rate. Its interval: Dobson, Kuulasmaa, Eberle
-- and Scherer, Statistics in Medicine 10 (1991), with Byar's limits, as in Public Health England,
-- Technical Guide: Confidence Intervals (2018).
create or replace temp table rate as
with whole as (
    select
        *,
        period_start(period_kind, period) as starts,
        last_month(period_kind, starts) as ends,
        year(ends - interval 5 months) as mid_year
    from figure
    where period_kind in ('year', 'rolling_year')
),

crude as (
    select
        whole.*,
        resident.* exclude (area_code, mid_year, age),
        case when value >= 10 then 1e5 / residents end as per_one
    from whole
    inner join resident using (area_code, mid_year, age)
),

standard as (
    select age, residents / sum(residents) over () as weight
    from resident
    where area_code = 'K04000001'
        and mid_year = 2021
        and age != 'All ages'
),

-- Of each band, what one admission adds to the standardised rate.
band as (
    select crude.*, weight * per_one as adds
    from crude
    inner join standard using (age)
    where per_one is not null
),

standardised as (
    select
        cause,
        area_code,
        period_kind,
        period,
        'All ages' as age,
        sum(adds * value) as standardised_rate,
        sum(adds * least) + sqrt(sum(adds * adds * least) / sum(least))
        * (byar_lower(sum(least)) - sum(least)) as standardised_lower,
        sum(adds * most) + sqrt(sum(adds * adds * most) / sum(most))
        * (byar_upper(sum(most)) - sum(most)) as standardised_upper
    from band
    group by cause, area_code, period_kind, period
    having count(*) = 2
)

select
    cell_no,
    cause,
    area_code,
    age,
    period_kind,
    period,
    first_month(period_kind, starts) as first_day,
    last_day(ends) as last_day,
    mid_year,
    residents,
    basis,
    census,
    estimated_to,
    round(per_one * value, 1) as rate,
    round(per_one * byar_lower(least), 1) as rate_lower,
    round(per_one * byar_upper(most), 1) as rate_upper,
    round(standardised_rate, 1) as standardised_rate,
    round(standardised_lower, 1) as standardised_lower,
    round(standardised_upper, 1) as standardised_upper
from crude
left join standardised using (cause, area_code, period_kind, period, age);
