-- grain: one row per figure of the release: cells.csv with value and marker apart, and its period's days
with cell as (
    select
        *,
        case period_kind
            when 'year' then make_date(cast(left(period, 4) as integer) + 1, 3, 1)
            else cast(period || '-01' as date)
        end as last_month,
        if(period_kind = 'month', 0, 11) as months_before
    from release.cell
    where month = getvariable('release_month')
        and revision = getvariable('release_revision')
)

select
    publication_table as "table",
    cause,
    measure,
    area_level,
    area_code,
    area,
    period_kind,
    period,
    cast(last_month - to_months(months_before) as date) as first_day,
    last_day(last_month) as last_day,
    age,
    sex,
    ethnicity,
    try_cast(shown as integer) as value,
    if(try_cast(shown as integer) is null, shown, null) as marker,
    cast(nullif(rounding, '') as integer) as rounding,
    status,
    getvariable('marking') as marking,
    getvariable('is_synthetic') as synthetic
from cell
order by cell_no;
