-- grain: one row per table with figures that the month's release before this one shows otherwise
with now as (
    select *
    from release.cell
    where month = $month
        and revision = $revision
),

before as (
    select *
    from release.cell
    where month = $month
        and revision = $revision - 1
)

select
    publication_table as "table",
    count(*) as figures_changed
from now
full join before using (
    publication_table, cause, measure, area_code, period_kind, period, age, sex, ethnicity
)
where now.shown is distinct from before.shown
    and $revision > 1
group by publication_table
order by publication_table;
