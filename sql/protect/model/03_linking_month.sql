-- grain: one row per force, month, age and vintage of a total shown in which the month was not
-- A provisional total is the sum of its months as counted then. A month that was shown in another
-- vintage has an unknown of its own in this one; where it was final by then, it is what was shown.
create or replace temp table linking_month as
with month_of_total as (
    select distinct
        cause,
        area_level,
        area_code,
        age,
        label,
        month_label(first_month + to_months(cast(nth as integer))) as period
    from (
        select
            *,
            first_month(period_kind, period_start(period_kind, period)) as first_month
        from (
            select * from shown_node
            union all by name
            select * from linking_force
        )
        where vintage = label
            and area_level = 'pfa'
            and period_kind in ('year', 'rolling_year')
    )
    cross join range(12) as twelve (nth)
),

counted as (
    select release_label(month, revision) as label, cause, area_code, period, age, frequency
    from secure.conformed.released_figure
    where measure = 'FAE'
        and area_level = 'pfa'
        and period_kind = 'month'
        and release_label(month, revision) != getvariable('release_label')
    union all by name
    select
        getvariable('release_label') as label, cause, area_code, period_shown as period, age, frequency
    from publication_cell
    where measure = 'FAE'
        and area_level = 'pfa'
        and period_kind = 'month'
),

final_then as (
    select
        total.cause,
        total.area_code,
        total.age,
        total.label,
        total.period,
        max_by(node.vintage, node.label) as vintage,
        max_by(node.frequency, node.label) as frequency
    from month_of_total as total
    inner join shown_node as node
        on node.period_kind = 'month'
        and node.stage like 'final%'
        and total.cause = node.cause
        and total.area_code = node.area_code
        and total.age = node.age
        and total.period = node.period
        and node.label <= total.label
    group by all
)

select
    total.*,
    'month' as period_kind,
    total.label as vintage,
    counted.frequency,
    final_then.vintage as final_vintage,
    -- Said of all forces of a country together: of one alone it could tell that its count moved.
    coalesce(bool_and(final_then.frequency = counted.frequency) over (
        partition by total.cause, left(total.area_code, 1), total.period, total.label
    ), false) as is_final
from month_of_total as total
inner join counted using (cause, area_code, age, label, period)
left join final_then using (cause, area_code, age, label, period)
anti join shown_node as shown
    on shown.period_kind = 'month'
    and total.cause = shown.cause
    and total.area_code = shown.area_code
    and total.age = shown.age
    and total.period = shown.period
    and total.label = shown.vintage
anti join linking_force as force
    on force.period_kind = 'month'
    and total.cause = force.cause
    and total.area_code = force.area_code
    and total.age = force.age
    and total.period = force.period
    and total.label = force.vintage;
