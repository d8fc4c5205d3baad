-- grain: one row per column of a table that has a header: the dimension that it names or, if it holds
-- counts, what is said of them
create or replace temp table header_column as
with said as (
    select
        table_no,
        column_no,
        true as holds_counts,
        max(value) filter (dimension = 'measure') as measure,
        max(value) filter (dimension in ('pfa code', 'la code', 'region code')) as area_code,
        max(value) filter (dimension in ('age category', 'age group')) as age,
        max(value) filter (dimension = 'sex') as sex,
        max(value) filter (dimension = 'ethnicity') as ethnicity,
        max(value) filter (dimension = 'part') as part,
        max(delivered_month(value)) filter (dimension = 'month') as month,
        max(coalesce(delivered_year(value), try_cast(value as date))) filter (dimension = 'year') as year,
        max(try_cast(value as integer)) filter (dimension = 'month of the year') as month_of_the_year
    from header_said
    group by table_no, column_no
)

select
    lowest.table_no,
    lowest.header_row_no,
    lowest.sheet,
    lowest.column_no,
    case when said.holds_counts is null then lowest.dimension end as dimension,
    coalesce(said.holds_counts, false) as holds_counts,
    said.* exclude (table_no, column_no, holds_counts, month, year, month_of_the_year),
    -- Financial years begin with April.
    case
        when said.month_of_the_year is null then coalesce(said.month, said.year)
        else cast(said.year + to_months((said.month_of_the_year + 8) % 12) as date)
    end as period
from header_cell as lowest
left join said using (table_no, column_no)
where lowest.is_lowest;
