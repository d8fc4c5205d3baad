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
        'FCE' as measure
    from reference.current_area
    where area_level = 'region'
    union all by name
    select
        'pfa' as area_level,
        pfa_code as area_code,
        country_code,
        'year' as period_kind,
        'FCE' as measure
    from reference.police_force_area
    union all by name
    select
        'la' as area_level,
        la_code as area_code,
        country_code,
        'year' as period_kind,
        measure
    from reference.current_local_authority
    cross join measure
    union all by name
    select
        'national' as area_level,
        'E92000001' as area_code,
        'E92000001' as country_code,
        'year' as period_kind,
        measure,
        breakdown.*
    from measure
    cross join (
        select age from reference.age where breakdown = 'age group'
        union all by name
        select sex from reference.sex
        union all by name
        select ethnicity from reference.ethnicity
    ) as breakdown
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
    union all by name
    select
        'year' as period_kind,
        financial_year(month) as period,
        month as last_month
    from month
    where month(month) = 3
),

frame as (
    select
        wanted.* replace (
            coalesce(age, 'All ages') as age,
            coalesce(sex, 'All') as sex,
            coalesce(ethnicity, 'All') as ethnicity
        ),
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
