-- grain: one row per figure that cells.csv and the release store do not show alike
-- severity: critical
-- reason: cells.csv does not show what was released.
with released as (
    select *
    from release.cell
    where month = getvariable('release_month')
        and revision = getvariable('revision')
)

select
    coalesce(released.publication_table, written."table") as publication_table,
    coalesce(released.area_code, written.area_code) as area_code,
    coalesce(released.period, written.period) as period
from released
full join written_cell as written
    on released.publication_table = written."table"
    and released.area_code = written.area_code
    and released.period = written.period
    and released.age = written.age
    and released.sex = written.sex
    and released.ethnicity = written.ethnicity
where (released.shown, released.rounding, released.status)
    is distinct from (written.shown, written.rounding, written.status)
order by all;
