-- grain: one row per figure below national level and vintage of it that was or is to be shown
-- Admissions only: consultant episodes (FCE) are withheld below national level. A figure in the ledger
-- is frozen: it stays as shown.
create or replace temp table shown_node as
with current_figure as (
    select
        cell_no,
        cause,
        area_level,
        area_code,
        country,
        period_kind,
        period_shown as period,
        first_month(period_kind, period) as first_month,
        last_month(period_kind, period) as last_month,
        age,
        stage,
        frequency
    from publication_cell
    where frequency is not null
        and measure = 'FAE'
        and breakdown in ('total', 'age band')
        and treatment = 'rounded'
),

in_ledger as (
    select
        cause,
        area_level,
        area_code,
        period_kind,
        period,
        age,
        stage,
        label,
        vintage,
        lo,
        hi,
        released.frequency
    from ledger
    inner join secure.conformed.released_figure as released
        using (
            month, revision, cause, measure, area_level, area_code, period_kind, period, age, sex,
            ethnicity
        )
    where measure = 'FAE'
        and area_level != 'national'
),

-- Final months that are not, or not for all forces of a country, as they were first shown final.
moved_month as (
    select distinct
        current_figure.cause,
        current_figure.country,
        current_figure.first_month as moved
    from current_figure
    left join in_ledger using (cause, area_level, area_code, period_kind, period, age, stage)
    where current_figure.period_kind = 'month'
        and current_figure.stage like 'final%'
        and (current_figure.stage != 'final' or current_figure.frequency != in_ledger.frequency)
),

-- Of areas that merged or split, each figure as it was first shown final or is now to be.
final_figure as (
    select
        cause, area_code, period_kind, period, age,
        first_month(period_kind, period_start(period_kind, period)) as first_month, frequency
    from in_ledger
    where stage = 'final'
    union all by name
    select
        current_figure.cause, current_figure.area_code, current_figure.period_kind,
        current_figure.period, current_figure.age, current_figure.first_month,
        current_figure.frequency
    from current_figure
    anti join in_ledger using (cause, area_level, area_code, period_kind, period, age, stage)
    where stage = 'final'
),

-- Its first month, where an area is not the sum of its parts, or of the parts of those.
unequal_month as (
    select distinct cause, left(whole_code, 1) as country, moved
    from (
        select
            whole.cause, part.change, part.whole_code, part.cut, whole.first_month as moved, whole.age,
            whole.period_kind, whole.frequency
        from (
            select change, whole_code, part_code, 'parts' as cut
            from reference.area_part
            union
            select change, whole_code, smallest_code, 'smallest' as cut
            from reference.nested_area
        ) as part
        inner join final_figure as whole on part.whole_code = whole.area_code
        left join final_figure as of_part
            on part.part_code = of_part.area_code
            and whole.cause = of_part.cause
            and whole.period_kind = of_part.period_kind
            and whole.period = of_part.period
            and whole.age = of_part.age
        group by all
        having count(*) = count(of_part.frequency)
            and sum(of_part.frequency) != whole.frequency
    )
),

moved as (
    select distinct current_figure.cell_no
    from current_figure
    inner join (
        select * from moved_month
        union
        select * from unequal_month
    ) as moved_month
        on current_figure.cause = moved_month.cause
        and current_figure.country = moved_month.country
        and moved between current_figure.first_month and current_figure.last_month
),

placed as (
    select
        current_figure.*,
        getvariable('release_label') as label,
        case
            -- Local authorities of sharp object come from the bi-annual files: until a year is final
            -- they are another vintage than their forces, and do not add up to them.
            when stage not like 'final%' and area_level = 'la' and cause = 'X99'
                then 'bi-annual ' || getvariable('release_label')
            when stage = 'final' and moved.cell_no is null then 'final'
            else getvariable('release_label')
        end as vintage
    from current_figure
    left join moved using (cell_no)
)

select
    placed.cell_no,
    cause,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    stage,
    coalesce(in_ledger.label, placed.label) as label,
    coalesce(in_ledger.vintage, placed.vintage) as vintage,
    case when in_ledger.label is null then 'rule' else 'frozen' end as kind,
    in_ledger.lo,
    in_ledger.hi,
    coalesce(in_ledger.frequency, placed.frequency) as frequency
from placed
full join in_ledger using (cause, area_level, area_code, period_kind, period, age, stage);
