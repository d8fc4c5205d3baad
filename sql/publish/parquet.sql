-- grain: one row per figure of the release: cells.csv with value and marker apart, and its period's days
with cell as (
    select
        *,
        period_start(period_kind, period) as starts
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
    first_month(period_kind, starts) as first_day,
    last_day(last_month(period_kind, starts)) as last_day,
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
