-- grain: measure x area x kind of period x period x age x sex x ethnicity, from the bi-annual tables
-- FAE by force, region and month are not taken from here: the monthly dataset has them in a newer
-- vintage. Whole financial years only. Breakdowns by sex, age and ethnicity are for England only,
-- because the agreement does not permit them for Wales. Wales is a row among the regions for FCE.
create or replace temp table bi_annual as
with measure as (
    select unnest(['FAE', 'FCE']) as measure
),

wanted as (
    select
        case when area_code = 'W92000004' then 'country' else area_level end as area_level,
        area_code,
        country_code,
        'month' as period_kind,
        'FCE' as measure,
        'All ages' as age,
        'All' as sex,
        'All' as ethnicity
    from reference.current_area
    where area_level = 'region'
    union all
    select 'pfa', pfa_code, country_code, 'year', 'FCE', 'All ages', 'All', 'All'
    from reference.police_force_area
    union all
    select 'la', la_code, country_code, 'year', measure, 'All ages', 'All', 'All'
    from reference.current_local_authority cross join measure
    union all
    select 'national', 'E92000001', 'E92000001', 'year', measure, age, 'All', 'All'
    from reference.age cross join measure
    where breakdown = 'age group'
    union all
    select 'national', 'E92000001', 'E92000001', 'year', measure, 'All ages', sex, 'All'
    from reference.sex cross join measure
    union all
    select 'national', 'E92000001', 'E92000001', 'year', measure, 'All ages', 'All', ethnicity
    from reference.ethnicity cross join measure
),

bi_annual_coverage as (
    select *
    from coverage
    where dataset = 'bi-annual sharp object'
),

period as (
    select
        'month' as period_kind,
        month as period,
        month as last_month
    from month
    union all
    select 'year', financial_year(month), month
    from month
    where month(month) = 3
),

frame as (
    select
        wanted.*,
        period.period,
        coalesce(period.last_month <= coverage.covered_to, false) as is_covered,
        coalesce(period.last_month >= coverage.provisional_from, true) as is_provisional
    from wanted
    inner join period using (period_kind)
    left join bi_annual_coverage as coverage using (country_code)
    where period.last_month <= (select max(covered_to) from bi_annual_coverage)
),

counted as (
    select
        case
            when area_level = 'country' then 'national'
            when area_code = 'W92000004' then 'country'
            else area_level
        end as area_level,
        area_code,
        period_kind,
        period,
        measure,
        age,
        sex,
        ethnicity,
        sum(frequency) as frequency
    from current_count
    where dataset = 'bi-annual sharp object'
    group by all
)

select
    'X99' as cause,
    frame.*,
    case when frame.is_covered then cast(coalesce(counted.frequency, 0) as integer) end as frequency
from frame
left join counted
    using (area_level, area_code, period_kind, period, measure, age, sex, ethnicity);
