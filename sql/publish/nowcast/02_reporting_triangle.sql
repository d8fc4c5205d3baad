-- grain: one row per nation, vintage and month of admission: the figure that was shown
-- `age` is in months, from the month of admission to the nation's latest month. The word revised
-- hides whether a figure is provisional: a financial year is, if one of its months is called so, or
-- if it is the latest and none of its months is called final.
create or replace temp table reporting_triangle as
with shown as (
    select
        vintage.area_code,
        vintage.vintage_no,
        vintage.last_month,
        month_of(cell.period) as period,
        financial_year(month_of(cell.period)) as year_start,
        try_cast(cell.shown as bigint) as value,
        cell.status
    from vintage
    inner join release.cell as cell
        on vintage.area_code = cell.area_code
        and vintage.release_month = cell.month
        and vintage.revision = cell.revision
    where cell.publication_table = 'national_month'
)

select
    area_code,
    vintage_no,
    last_month,
    period,
    date_diff('month', period, last_month) as age,
    value,
    bool_or(status = 'provisional') over of_year
    or (year_start = financial_year(last_month) and not bool_or(status = 'final') over of_year)
        as is_provisional
from shown
where value is not null
window of_year as (partition by area_code, vintage_no, year_start);
