-- grain: one row per area and month of the whole financial years that a release shows, in which nothing hidden counts
-- A count that the release shows is itself. What it hides is not read: the hidden months of a year share what the
-- shown figure of the year leaves them, evenly; of a hidden year that is the middle of its symbol. Areas with a year
-- of which nothing is shown are left out.
-- `lo` to `hi` by `step` is what an outsider has of a hidden count; a month without a figure has its share of a year.
with joined as (
    select
        counted.*,
        financial_year(counted.month) as financial_year,
        of_year.figure as year_figure,
        of_month.hi is null or of_month.hi > of_month.lo or (of_year.hi > of_year.lo and of_month.hi > 0) as is_hidden,
        coalesce(of_month.lo, of_year.lo / 12) as lo,
        coalesce(of_month.hi, of_year.hi / 12) as hi,
        case when of_month.hi is null then 1 / 12 else 1 end as step
    from counted
    left join shown as of_year
        on of_year.period_kind = 'year'
        and counted.area_code = of_year.area_code
        and financial_year(counted.month) = of_year.starts
    left join shown as of_month
        on of_month.period_kind = 'month'
        and counted.area_code = of_month.area_code
        and counted.month = of_month.starts
    where counted.month < (select max(starts) + to_months(12) from shown where period_kind = 'year')
    qualify count(*) over (partition by counted.area_code, financial_year(counted.month)) = 12
),

shared as (
    select
        *,
        coalesce(sum(count) filter (where not is_hidden) over of_area_year, 0) as told,
        count(*) filter (where is_hidden) over of_area_year as hidden_months
    from joined
    window of_area_year as (partition by area_code, financial_year)
    qualify count(year_figure) over (partition by area_code) = count(*) over (partition by area_code)
)

select
    area_code,
    pfa_code,
    residents,
    starts,
    month,
    financial_year,
    cast(case when is_hidden then greatest(0, year_figure - told) / hidden_months else count end as double) as count,
    is_hidden,
    lo,
    hi,
    step
from shared
order by area_code, month;
