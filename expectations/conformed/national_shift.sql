-- grain: one row per country and month of the last twelve that is far from the twelve before it
-- severity: warning
-- reason: A country's month differs from the median of the twelve before it by 20 and by a half.
with levelled as (
    select
        area_code,
        period,
        frequency,
        median(frequency) over (
            partition by area_code
            order by period
            rows between 12 preceding and 1 preceding
        ) as level,
        row_number() over (partition by area_code order by period desc) as months_back
    from secure.conformed.figure
    where area_level = 'national'
        and period_kind = 'month'
        and measure = 'FAE'
        and breakdown = 'total'
        and frequency is not null
)

select
    area_code,
    month_label(period) as month
from levelled
where months_back <= 12
    and abs(frequency - level) > greatest(20, 0.5 * level)
order by all;
