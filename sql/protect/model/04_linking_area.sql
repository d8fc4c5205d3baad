-- grain: one row per merged or split area, figure and vintage in which its parts have it and it has not
-- Figures of a former area stay public and stay in the vintage in which they were shown. What its
-- boundaries became, or came of, has figures in other vintages only. As the sum of its parts it has one
-- there too, never shown, which links them: a rise leads from it to its figure of another vintage.
create or replace temp table linking_area as
with figure as (
    select
        cause, area_level, area_code, period_kind, period, age, vintage, label, stage, frequency,
        null as final_vintage, false as is_final
    from (
        select * from shown_node
        union all by name
        select * from linking_force
    )
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, vintage, label, 'first' as stage,
        frequency, final_vintage, is_final
    from linking_month
),

-- The largest parts that have the figure, by the smallest areas that they hold.
largest as (
    select
        figure.* exclude (area_code, label, stage, frequency, final_vintage, is_final),
        nested.change,
        nested.whole_code,
        nested.smallest_code,
        min_by(figure, nested.depth) as part
    from figure
    inner join reference.nested_area as nested using (area_level)
    where figure.area_code = nested.part_code
    group by all
),

summed as (
    select
        cause, area_level, whole_code as area_code, period_kind, period, age, vintage, change,
        max(part.label) as label,
        max(part.stage) as stage,
        max(part.final_vintage) as final_vintage,
        bool_and(part.is_final) as is_final,
        count(*) as smallest_areas,
        -- A part counts once, however many it holds.
        sum(part.frequency) filter (smallest_code = first_within) as frequency
    from (
        select
            *,
            min(smallest_code) over (
                partition by
                    cause, area_level, whole_code, change, period_kind, period, age, vintage, part.area_code
            ) as first_within
        from largest
    )
    group by all
)

select summed.* exclude (change, smallest_areas)
from summed
inner join (
    select change, whole_code as area_code, count(distinct smallest_code) as smallest_areas
    from reference.nested_area
    group by all
) using (change, area_code, smallest_areas)
anti join figure using (cause, area_code, period_kind, period, age, vintage);
