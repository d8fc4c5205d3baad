-- grain: one row per delivered count that is not 0
-- Residents of no known force are in one table alone.
insert into secure.landed.count by name
with by_area as (
    select *, 'la' as area_level, la_code as area_code from drop_case where la_code is not null
    union all by name
    select *, 'pfa' as area_level, pfa_code as area_code from drop_case
    union all by name
    select *, 'region' as area_level, region_code as area_code from drop_case where region_code is not null
    union all by name
    select *, 'country' as area_level, if(country = 'E', 'E92000001', 'W92000004') as area_code
    from drop_case
    where la_code is not null
),

age_of as (
    select age as part, 'age group' as breakdown, age from reference.age where breakdown = 'age group'
    union all
    select age, 'age category', age_band from reference.age where breakdown = 'age group' and age_band is not null
    union all
    select age, unnest(['age category', 'no age']), 'All ages' from reference.age where breakdown = 'age group'
),

measured as (
    select dataset, delivered_table, by_table.area_level, period_kind, age_breakdown, sex_breakdown,
        ethnicity_breakdown, unnest(string_split(measures, ' ')) as measure
    from reference.dataset_table as by_table
)

select
    drop_id,
    delivered_table,
    measure,
    area_level,
    area_code,
    if(area_code = 'E99999999', 'residual', 'area') as role,
    period_kind,
    case period_kind when 'year' then financial_year(month) else month end as period,
    age_of.age,
    if(sex_breakdown is null, 'All', by_area.sex) as sex,
    if(ethnicity_breakdown is null, 'All', by_area.ethnicity) as ethnicity,
    cast(sum(if(measure = 'FAE', fae, fce)) as integer) as frequency
from by_area
inner join measured using (dataset, area_level)
inner join age_of
    on by_area.age = age_of.part
    and age_of.breakdown = coalesce(age_breakdown, 'no age')
where by_area.la_code is not null
    or delivered_table = 'month by force'
group by all
