-- grain: one row per figure with far more episodes (FCE) than its admissions (FAE) could have
-- severity: critical
-- reason: There are far more consultant episodes than so many admissions have.
-- No sum covers an episode exactly, so a digit too many shows here alone. The episodes after a stay's
-- first are counted: eight spreads of a Poisson count above the table's own ratio, and ten more for
-- one long stay. By chance: less than one figure in 10^9.
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
        sum(frequency) filter (measure = 'FCE') - sum(frequency) filter (measure = 'FAE') as further
    from delivered_cell
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
    coalesce(area_code, 'country') as area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity
from expected
where further > usual + 8 * sqrt(usual + 1) + 10
order by all;
