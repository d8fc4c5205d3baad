-- grain: one row per figure of the model: shown, known, or unknown and linking others
-- Admissions only. Consultant episodes (FCE) are ruled one by one: the bi-annual tables count them
-- separately and do not add up to each other. What links figures but is never shown: ages not known,
-- residents of no known force, and England's forces alone, which the tables by sex give exactly.
create or replace temp table model_figure as
with shown as (
    select
        cell_no,
        cause,
        measure,
        area_level,
        area_code,
        period_kind,
        period_label(period_kind, period) as period,
        age,
        count,
        case treatment when 'exact' then 'exact' when 'withheld' then 'withheld' else 'rule' end
            as kind,
        -- Local authorities of sharp object come from the bi-annual files: until a year is final
        -- they are another vintage than their forces, and do not add up to them.
        case when area_level = 'la' and cause = 'X99' and is_provisional then 'bi-annual'
            else 'current' end as vintage
    from publication_cell
    where count is not null
        and measure = 'FAE'
        and breakdown in ('total', 'age band')
),

known_force as (
    select
        cause,
        measure,
        period_kind,
        period,
        sum(count) as count
    from publication_cell
    where breakdown = 'sex'
        and measure = 'FAE'
        and not is_provisional
    group by cause, measure, period_kind, period
)

select * from shown
union all
select distinct
    null, cause, measure, area_level, area_code, period_kind, period, 'Not known', 0, 'hidden', vintage
from shown
where age = 'Under 25'
union all
-- By age, England is the sum of its forces: only all ages has residents of no known one.
select
    null, cause, measure, 'pfa', 'E99999999', period_kind, period, age, 0,
    case age when 'All ages' then 'hidden' else 'exact' end, vintage
from shown
where area_code = 'E92000001'
    and period_kind in ('month', 'year')
union all
select
    null, cause, measure, 'national', 'forces of England', period_kind,
    period_label(period_kind, period), 'All ages', count, 'exact', 'current'
from known_force;
