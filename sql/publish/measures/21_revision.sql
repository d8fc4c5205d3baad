-- grain: one row per published table that the latest release of an earlier month shows too
create or replace temp table revision as
with earlier as (
    select month, revision
    from release.release
    where month < getvariable('release_month')
    order by month desc, revision desc
    limit 1
),

now as (
    select *
    from release.cell
    where month = getvariable('release_month')
        and revision = getvariable('release_revision')
),

before as (
    select cell.* replace (
        -- Withheld national breakdowns were [c] before they were [c3].
        if(cell.area_level = 'national' and cell.shown = '[c]', '[c3]', cell.shown) as shown
    )
    from release.cell as cell
    inner join earlier using (month, revision)
)

select
    now.publication_table,
    any_value(before.month) as earlier_month,
    count(*) as compared,
    count(*) filter (now.shown != before.shown) as revised,
    min(now.period) filter (now.shown != before.shown) as first_revised,
    max(now.period) filter (now.shown != before.shown) as last_revised,
    min(now.cell_no) as table_order
from now
inner join before using (
    publication_table, cause, measure, area_code, period_kind, period, age, sex, ethnicity
)
group by now.publication_table;
