-- grain: cause x area x month x age: all ages and two bands
-- Sharp object by force, region, country, and England and Wales. All assault by force and local
-- authority only: its files leave out residents of no known force, so they give no national total.
-- England and Wales are joined on Police Force Area and month. A count is null while a source that
-- the area needs does not cover the month. Inside a covered month no row means 0.
create or replace temp table area_month as
with place as (
    select
        dataset,
        'pfa' as area_level,
        pfa_code as area_code,
        country_code
    from reference.police_force_area
    cross join (values ('monthly sharp object'), ('all assault')) as wanted (dataset)
    union all by name
    select 'all assault' as dataset, 'la' as area_level, la_code as area_code, country_code
    from reference.current_local_authority
    union all by name
    select
        'monthly sharp object' as dataset,
        'region' as area_level,
        region_code as area_code,
        'E92000001' as country_code
    from reference.region
    union all by name
    select
        'monthly sharp object' as dataset,
        'national' as area_level,
        -- England and Wales needs both sources.
        unnest([country_code, 'K04000001']) as area_code,
        country_code
    from reference.country
),

covered as (
    select
        place.dataset,
        dataset.cause,
        place.area_level,
        place.area_code,
        month.month,
        bool_and(coalesce(month.month <= coverage.covered_to, false)) as is_covered,
        bool_or(coalesce(month.month >= coverage.provisional_from, true)) as is_provisional
    from place
    cross join month
    inner join reference.dataset using (dataset)
    left join coverage
        on place.dataset = coverage.dataset
        and place.country_code = coverage.country_code
    group by all
),

of_force as (
    select area_count.*, area.region_code, area.country_code
    from area_count
    inner join reference.current_area as area using (area_level, area_code)
    where area_level = 'pfa'
),

counted as (
    select dataset, area_level, area_code, month, age, frequency
    from area_count
    union all by name
    select
        dataset, 'region' as area_level, region_code as area_code, month, age,
        sum(frequency) as frequency
    from of_force
    where region_code is not null
    group by all
    union all by name
    -- Residents of no known force are in their country.
    select
        dataset, 'national' as area_level, country_code as area_code, month, age,
        sum(frequency) as frequency
    from of_force
    group by all
    union all by name
    select
        dataset, 'national' as area_level, 'K04000001' as area_code, month, age,
        sum(frequency) as frequency
    from of_force
    group by all
)

select
    covered.*,
    age.age,
    case when covered.is_covered then cast(coalesce(counted.frequency, 0) as integer) end as frequency
from covered
cross join (
    select age
    from reference.age
    where breakdown = 'age category'
) as age
left join counted using (dataset, area_level, area_code, month, age);
