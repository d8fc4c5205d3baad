-- grain: one row per figure of the release as it goes out
-- Figures that are linked by sums are shown on the rung decided for them, the others by the rule.
-- Revised: the latest release of an earlier month showed another figure. Only shown figures are
-- compared, so the word tells nothing of a hidden one.
create or replace temp table release_cell as
with coarsened as (
    select
        cell.cell_no,
        protected_cell.shown,
        protected_cell.rounding
    from protected_cell
    inner join cell using (cell_id)
    where cell.kind = 'rule'
),

earlier as (
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
    period_label(ruled.period_kind, ruled.period) as period,
    ruled.age,
    ruled.sex,
    ruled.ethnicity,
    coalesce(coarsened.shown, ruled.shown) as shown,
    case
        when coarsened.shown is null then ruled.rounding
        else coalesce(cast(coarsened.rounding as varchar), '')
    end as rounding,
    case
        when earlier.shown not in (coalesce(coarsened.shown, ruled.shown), '[x]') then 'revised'
        when ruled.is_provisional then 'provisional'
        else 'final'
    end as status
from ruled_cell as ruled
inner join reference.area_name using (area_code)
left join coarsened using (cell_no)
left join earlier
    on ruled.publication_table = earlier.publication_table
    and ruled.area_code = earlier.area_code
    and period_label(ruled.period_kind, ruled.period) = earlier.period
    and ruled.age = earlier.age
    and ruled.sex = earlier.sex
    and ruled.ethnicity = earlier.ethnicity;
