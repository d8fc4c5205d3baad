-- grain: one row per admission figure (FAE) of a force or nation, by period and age band, in this
-- release and in the last one of the same month a year before
-- `value` is the figure as shown, null for a symbol; `least` and `most` bound what rounding to its
-- base (ties up) can have started from. 0 is exact. `months_before` is 0 for this release, 12 for the
-- other. A figure is unfinished while its financial year is not final, revised or not: months below
-- national level are not revised until then, so the first of them that is provisional says from when.
create or replace temp table released_figure as
with this as (
    select
        month,
        sequence
    from release.release
    where month = getvariable('release_month')
        and revision = getvariable('release_revision')
),

-- A release made after this one tells nothing of what this one could be compared with.
standing as (
    select
        release.month,
        release.revision
    from release.release
    cross join this
    where release.month in (this.month, this.month - interval 1 year)
        and release.sequence <= this.sequence
    qualify row_number() over (partition by release.month order by release.sequence desc) = 1
),

cell as (
    select
        cell.*,
        date_diff('month', cell.month, getvariable('release_month')) as months_before,
        try_cast(shown as bigint) as value,
        cast(nullif(rounding, '') as integer) as base,
        last_month(period_kind, period_start(period_kind, period)) as ends
    from release.cell as cell
    inner join standing using (month, revision)
    where measure = 'FAE'
        and sex = 'All'
        and ethnicity = 'All'
        and area_level in ('national', 'pfa')
        and age in ('All ages', 'Under 25', '25 and over')
)

select
    months_before,
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
    status,
    status = 'provisional'
    or (
        status = 'revised'
        and ends >= min(ends) filter (period_kind = 'month' and status = 'provisional')
            over (partition by months_before)
    ) as is_unfinished
from cell
order by cell_no;
