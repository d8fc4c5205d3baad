-- grain: one row per force that did not change, and figure, in a vintage that only forces that did were shown in
-- After a merger or a split only the new forces have figures that were not shown before, counted anew. A
-- country's total of then is shown too: it holds what the other forces had by then, which is unknown.
create or replace temp table linking_force as
with changed as (
    select distinct cause, left(area_code, 1) as country, period_kind, period, age, stage, label
    from shown_node
    where vintage = label
        and area_level = 'pfa'
        and area_code in (select unnest([whole_code, part_code]) from reference.area_part)
),

counted as (
    select
        release_label(month, revision) as label, cause, measure, area_level, area_code, period_kind,
        period, age, frequency
    from secure.conformed.released_figure
    where release_label(month, revision) != getvariable('release_label')
    union all by name
    select
        getvariable('release_label') as label, cause, measure, area_level, area_code, period_kind,
        period_shown as period, age, frequency
    from publication_cell
)

select
    cause, counted.area_level, counted.area_code, period_kind, period, age, stage, label,
    label as vintage, counted.frequency
from changed
inner join counted using (cause, period_kind, period, age, label)
anti join shown_node as shown
    on counted.area_code = shown.area_code
    and changed.cause = shown.cause
    and changed.period_kind = shown.period_kind
    and changed.period = shown.period
    and changed.age = shown.age
    and changed.label = shown.vintage
where counted.measure = 'FAE'
    and counted.area_level = 'pfa'
    and counted.area_code like country || '%';
