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

moved as (
    select distinct current_figure.cell_no
    from current_figure
    inner join moved_month
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
