-- grain: one row per admission figure (FAE) of a force or nation, by period and age band
-- `value` is the figure as shown, null for a symbol; `least` and `most` bound what rounding to its
-- base (ties up) can have started from. 0 is exact.
create or replace temp table figure as
with cell as (
    select
        *,
        try_cast(shown as bigint) as value,
        cast(nullif(rounding, '') as integer) as base
    from release.cell
    where month = getvariable('release_month')
        and revision = getvariable('release_revision')
        and measure = 'FAE'
        and sex = 'All'
        and ethnicity = 'All'
        and area_level in ('national', 'pfa')
        and age in ('All ages', 'Under 25', '25 and over')
)

select
    cell_no,
    publication_table,
    cause,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    shown,
    value,
    base,
    case when value = 0 then 0 else value - base // 2 end as least,
    case when value = 0 then 0 else value + (base - 1) // 2 end as most,
    status
from cell
order by cell_no;
