-- grain: one row per figure with far more episodes (FCE) than its admissions (FAE) could have
-- severity: critical
-- reason: There are far more consultant episodes than so many admissions have.
-- No sum covers an episode exactly, so a digit too many shows here alone. The episodes after a stay's
-- first are counted, against the table's own ratio. So many come by chance in fewer than one figure in
-- 400,000 (e^-13), a bound that is ten times too wide at least: a file has some 6,000. What the extract
-- before showed alike is no news.
with figure as (
    select
        delivered_table,
        area_code,
        period_kind,
        period,
        age,
        sex,
        ethnicity,
        sum(frequency) filter (measure = 'FAE') as admissions,
        sum(frequency) filter (measure = 'FCE') - sum(frequency) filter (measure = 'FAE') as further,
        bool_and(coalesce(frequency = previous, false)) as is_alike
    from revised_cell
    group by all
),

expected as (
    select
        *,
        admissions * greatest(
            0.1, sum(further) over by_table / nullif(sum(admissions) over by_table, 0)
        ) as usual
    from figure
    where further is not null
    window by_table as (partition by delivered_table)
)

select
    delivered_table,
    coalesce(area_code, 'country') as area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity
from expected
where not is_alike
    and surprise_of_many(further, usual) > 13
order by all;
