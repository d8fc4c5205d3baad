-- grain: one row per figure of the release as it goes out
-- Revised: the latest release of an earlier month showed another figure. Only shown figures are
-- compared, so the word tells nothing of a hidden one.
create or replace temp table release_cell as
with earlier as (
    select *
    from release.cell
    where (month, revision) = (
        select (month, revision)
        from release.release
        where month < getvariable('release_month')
        order by month desc, revision desc
        limit 1
    )
)

select
    ruled.cell_no,
    ruled.publication_table,
    ruled.cause,
    ruled.measure,
    ruled.area_level,
    ruled.area_code,
    area_name.area_name as area,
    ruled.period_kind,
    ruled.period_shown as period,
    ruled.age,
    ruled.sex,
    ruled.ethnicity,
    ruled.shown,
    ruled.rounding,
    case
        when earlier.shown not in (ruled.shown, '[x]')
            -- What had been withheld was no figure yet.
            and earlier.shown not in (select symbol from rung where base = 0)
            -- Withheld national breakdowns were [c] before they were [c3]: that alone revises nothing.
            and not (ruled.treatment = 'withheld' and earlier.shown = '[c]') then 'revised'
        when ruled.is_provisional then 'provisional'
        else 'final'
    end as status
from ruled_cell as ruled
inner join reference.area_name using (area_code)
left join earlier
    on ruled.publication_table = earlier.publication_table
    and ruled.area_code = earlier.area_code
    and ruled.period_shown = earlier.period
    and ruled.age = earlier.age
    and ruled.sex = earlier.sex
    and ruled.ethnicity = earlier.ethnicity;
