-- grain: source x dataset x extract x vintage x measure x cause x area x period x age x sex x ethnicity
-- E areas come from HES only, W areas from PEDW only. A count of a former local authority goes to the
-- one that holds its area today: `current_area` has one row per code, so no row is duplicated.
-- Only areas delivered under several codes are summed: grouping all rows takes a third longer.
insert into secure.conformed.count
with of_today as (
    select
        landed.drop_id,
        stale_drop.source,
        stale_drop.dataset,
        stale_drop.extract,
        delivered_table.vintage,
        landed.delivered_table,
        landed.measure,
        stale_drop.cause,
        landed.area_level,
        area.current_area_code as area_code,
        area.pfa_code,
        area.region_code,
        area.country_code,
        landed.period_kind,
        landed.period,
        landed.age,
        landed.sex,
        landed.ethnicity,
        landed.frequency,
        area.is_merged
    from secure.landed.count as landed
    inner join stale_drop using (drop_id)
    inner join secure.landed.delivered_table using (drop_id, delivered_table)
    inner join reference.current_area as area
        on landed.area_level = area.area_level
        and landed.area_code = area.area_code
        and stale_drop.country_code = area.country_code
    where landed.role in ('area', 'residual')
)

select * exclude (is_merged)
from of_today
where not is_merged
union all by name
select
    * exclude (is_merged, frequency),
    cast(sum(frequency) as integer) as frequency
from of_today
where is_merged
group by all;
