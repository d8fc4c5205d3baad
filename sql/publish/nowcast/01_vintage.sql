-- grain: one row per nation and latest month that a release showed of it: the last release to do so
-- Of the releases that stood when this one was made, the last of each month. A country whose file
-- is late has one vintage of both releases, so that its ages are counted from its own latest month.
create or replace temp table vintage as
with this as (
    select sequence
    from release.release
    where month = getvariable('release_month')
        and revision = getvariable('release_revision')
),

standing as (
    select
        month,
        revision
    from release.release
    where month <= getvariable('release_month')
        and sequence <= (select sequence from this)
    qualify row_number() over (partition by month order by sequence desc) = 1
),

latest as (
    select
        cell.area_code,
        cell.month as release_month,
        cell.revision,
        max(month_of(cell.period)) as last_month
    from release.cell as cell
    inner join standing using (month, revision)
    where cell.publication_table = 'national_month'
        and try_cast(cell.shown as bigint) is not null
    group by cell.area_code, cell.month, cell.revision
),

last_to_show as (
    select latest.*
    from latest
    inner join latest as now using (area_code)
    where now.release_month = getvariable('release_month')
        and latest.last_month <= now.last_month
    qualify row_number() over (
        partition by latest.area_code, latest.last_month order by latest.release_month desc
    ) = 1
)

select
    *,
    row_number() over (partition by area_code order by last_month desc) as vintage_no
from last_to_show
qualify vintage_no <= getvariable('vintages');
