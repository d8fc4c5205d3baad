-- grain: one row per month from April 2012 to $last_month
create or replace temp table calendar_month as
with months as (
    select month::date as month
    from generate_series(date '2012-04-01', $last_month::date, interval 1 month) as series (month)
),

years as (
    select month, year(month - interval 3 month) as first_year from months
)

select
    month,
    strftime(month, '%Y-%m') as month_label,
    printf('%d-%02d', first_year, (first_year + 1) % 100) as financial_year
from years;
