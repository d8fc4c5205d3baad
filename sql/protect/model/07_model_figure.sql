-- grain: one row per figure of the model: shown, known, or unknown and linking others
-- What links figures but is never shown: ages not known, residents of no known force, rises between
-- vintages, and England's forces alone, which the tables by sex give exactly.
-- kind: 'rule' (to be shown now, in a way that is decided), 'frozen' (shown before, and stays),
-- 'withheld' (by the agreement), 'exact' (shown or known to everyone), 'hidden' (never shown).
-- vintage: figures of one vintage add up. Of a rise it is the later one, and risen_from the earlier.
-- release_vintage: the vintage in which other figures of the release stand, where that is another.
create or replace temp table model_figure as
with figure as (
    select
        cell_no, cause, area_level, area_code, period_kind, period, age, vintage,
        if(vintage = 'final', vintage, label) as release_vintage, kind, lo, hi, frequency
    from shown_node
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, vintage,
        vintage as release_vintage, treatment as kind, frequency
    from national_node
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, vintage,
        vintage as release_vintage, 'hidden' as kind, frequency
    from linking_month
    union all by name
    select
        cause, area_level, area_code, period_kind, period, age, vintage,
        if(vintage = 'final', vintage, label) as release_vintage, 'hidden' as kind, frequency
    from (
        select * from linking_force
        union all by name
        select * from linking_area
    )
),

-- Not those that a merger put an end to, nor the parts of what split: they would count twice.
england_force as (
    select area_code
    from reference.summed_force
    where country_code = 'E92000001'
),

-- By age, England is the sum of its forces: only all ages has residents of no known one.
no_known_force as (
    select
        england.cause,
        'pfa' as area_level,
        'E99999999' as area_code,
        england.period_kind,
        england.period,
        england.age,
        england.vintage,
        england.release_vintage,
        case england.age when 'All ages' then 'hidden' else 'exact' end as kind,
        any_value(england.frequency) - sum(force.frequency) as frequency
    from figure as england
    inner join figure as force
        on force.area_code in (from england_force)
        and england.cause = force.cause
        and england.period_kind = force.period_kind
        and england.period = force.period
        and england.age = force.age
        and england.vintage = force.vintage
    where england.area_code = 'E92000001'
    group by all
    having count(*) = (select count(*) from england_force)
),

age_not_known as (
    select
        cause,
        area_level,
        area_code,
        period_kind,
        period,
        'Not known' as age,
        vintage,
        release_vintage,
        'hidden' as kind,
        sum(case age when 'All ages' then frequency else -frequency end) as frequency
    from (select * from figure union all by name select * from no_known_force)
    group by all
    having count(*) = 3
),

rise_figure as (
    select
        cause,
        area_level,
        area_code,
        period_kind,
        period,
        age,
        later as vintage,
        earlier as risen_from,
        case when is_exact then 'exact' else 'hidden' end as kind,
        case when not is_exact then if(may_fall, no_lower_bound(), 0) end as lo,
        frequency
    from rise
),

rise_of_no_known_force as (
    select
        england.cause,
        'pfa' as area_level,
        'E99999999' as area_code,
        england.period_kind,
        england.period,
        england.age,
        england.later as vintage,
        england.earlier as risen_from,
        case
            when any_value(england.age) != 'All ages' or bool_and(force.is_exact) then 'exact'
            else 'hidden'
        end as kind,
        if(england.may_fall, no_lower_bound(), 0) as lo,
        any_value(england.frequency) - sum(force.frequency) as frequency
    from rise as england
    inner join rise as force
        on force.area_code in (from england_force)
        and england.cause = force.cause
        and england.period_kind = force.period_kind
        and england.period = force.period
        and england.age = force.age
        and england.earlier = force.earlier
        and england.later = force.later
    where england.area_code = 'E92000001'
    group by all
    having count(*) = (select count(*) from england_force)
),

sex_shown as (
    select
        cause,
        period_kind,
        period_shown as period,
        getvariable('release_label') as label,
        frequency
    from publication_cell
    where breakdown = 'sex'
        and measure = 'FAE'
        and stage = 'final'
    union all by name
    select cause, period_kind, period, label, released.frequency
    from ledger
    inner join secure.conformed.released_figure as released
        using (
            month, revision, cause, measure, area_level, area_code, period_kind, period, age, sex,
            ethnicity
        )
    where area_level = 'national'
        and sex != 'All'
        and measure = 'FAE'
        and stage = 'final'
),

first_by_sex as (
    select *
    from sex_shown
    qualify label = min(label) over (partition by cause, period_kind, period)
),

-- As first shown final. What the files by sex or the monthly ones have moved by then is no sum of
-- the other, and whoever holds one to the other is mistaken.
known_force as (
    select
        cause,
        'national' as area_level,
        'forces of England' as area_code,
        period_kind,
        period,
        'All ages' as age,
        'final' as vintage,
        'final' as release_vintage,
        'exact' as kind,
        sex.frequency
    from (
        select cause, period_kind, period, sum(frequency) as frequency
        from first_by_sex
        group by all
    ) as sex
    inner join (
        select cause, period_kind, period, sum(frequency) as frequency
        from figure
        where area_code in (from england_force)
            and age = 'All ages'
            and vintage = 'final'
        group by all
    ) as force
        using (cause, period_kind, period, frequency)
)

select
    * replace (cast(kind as enum ('rule', 'frozen', 'withheld', 'exact', 'hidden')) as kind),
    false as is_rest
from (
    select * from figure
    union all by name
    select * from age_not_known
    union all by name
    select * from no_known_force
    union all by name
    select * from rise_figure
    union all by name
    select * from rise_of_no_known_force
    union all by name
    select * from known_force
);
