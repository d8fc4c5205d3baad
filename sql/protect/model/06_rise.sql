-- grain: one row per figure and two vintages of it that follow each other: by how much it rose
-- Late coding adds admissions, so outsiders expect no fall, unless a country's shown figure fell. A
-- month that was final by then did not change. What a correction moved is not linked: it may rise or
-- fall by anything.
create or replace temp table rise as
with area_node as (
    select * from shown_node
    union all by name
    select * from linking_force
    union all by name
    select * from linking_area
    where final_vintage is null
),

node as (
    select cause, area_level, area_code, period_kind, period, age, stage, label, vintage, frequency
    from area_node
    qualify not bool_or(stage like '%correction%') over (
        partition by cause, area_level, area_code, period_kind, period, age
    )
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, 'first' as stage, label, vintage,
        frequency
    from linking_month
    where final_vintage is null
),

step as (
    select
        cause, area_level, area_code, period_kind, period, age,
        lag(vintage) over chain as earlier,
        vintage as later,
        frequency - lag(frequency) over chain as frequency,
        false as is_exact
    from node
    window chain as (
        partition by cause, area_level, area_code, period_kind, period, age
        order by stage = 'final', label
    )
    qualify earlier is not null
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, final_vintage as earlier,
        vintage as later, 0 as frequency, true as is_exact
    from (
        select * from linking_month
        union all by name
        select * from linking_area
    )
    where is_final
),

national as (
    select
        step.cause,
        'national' as area_level,
        earlier.area_code,
        step.period_kind,
        step.period,
        step.age,
        step.earlier,
        step.later,
        later.frequency - earlier.frequency as frequency,
        true as is_exact
    from (
        select distinct cause, period_kind, period, age, earlier, later
        from step
        where area_level = 'pfa'
    ) as step
    inner join national_node as earlier
        on step.cause = earlier.cause
        and step.period_kind = earlier.period_kind
        and step.period = earlier.period
        and step.age = earlier.age
        and step.earlier = earlier.vintage
        and earlier.treatment = 'exact'
    inner join national_node as later
        on step.cause = later.cause
        and step.period_kind = later.period_kind
        and step.period = later.period
        and step.age = later.age
        and step.later = later.vintage
        and earlier.area_code = later.area_code
        and later.treatment = 'exact'
),

linked as (
    select * from step
    union all by name
    select * from national
)

select
    *,
    coalesce(bool_or(area_level = 'national' and frequency < 0) over (
        partition by cause, left(area_code, 1), period_kind, period, earlier, later
    ), false) as may_fall
from linked;
