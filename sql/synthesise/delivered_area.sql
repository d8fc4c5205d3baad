-- grain: one row per delivered table, delivered area and finest area that it counts
create or replace temp table delivered_area as
with tables as (
    select delivered_table, area_level from reference.dataset_table where dataset = $dataset
),

source_country as (
    select country_code, country_name from reference.country where source = $source
),

residents as (
    select
        finest_area.*,
        case $boundaries when 'original' then original_la_code else current_la_code end as la_code
    from finest_area
    inner join source_country using (country_code)
    where pfa_code is not null
),

by_level as (
    select 'la' as area_level, 1 as area_rank, la_code as area_code, finest_area from residents
    union all
    select 'pfa', 1, pfa_code, finest_area from residents
    union all
    -- Wales has no regions and counts as one.
    select 'region', 1, coalesce(region_code, country_code), finest_area from residents
    union all
    select 'country', 1, country_code, finest_area from residents
),

-- Only the month by force table has rows beyond the forces of its country: Welsh residents treated in
-- England, special areas, and the country's total.
beyond as (
    select 2 as area_rank, pfa_code as area_code, finest_area from finest_area
    where $source = 'HES' and country_code = 'W92000004'
    union all
    select 3, finest_area, finest_area from finest_area
    where $source = 'HES' and pfa_code is null
    union all
    select 4, country_code, finest_area from finest_area
    inner join source_country using (country_code)
),

delivered as (
    select delivered_table, area_rank, area_code, finest_area
    from tables
    inner join by_level using (area_level)
    union all
    select delivered_table, area_rank, area_code, finest_area
    from tables
    cross join beyond
    where delivered_table = 'month by force'
),

names as (
    select la_code as area_code, la_name as area_name from reference.local_authority
    union all
    select pfa_code, pfa_name from reference.police_force_area
    union all
    select region_code, region_name from reference.region
    union all
    select country_code, country_name from reference.country
    union all
    select area_code, area_name from reference.special_area
)

select delivered_table, area_rank, area_code, area_name, finest_area
from delivered
inner join names using (area_code);
