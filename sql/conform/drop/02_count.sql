-- grain: source x dataset x extract x vintage x measure x cause x area x period x age x sex x ethnicity
-- E areas come from HES only, W areas from PEDW only. A count of a former local authority counts for
-- the one that holds its area today: `current_area` has one row per code, so nothing multiplies.
insert into secure.conformed.count
select
    landed.drop_id,
    received.source,
    received.dataset,
    received.extract,
    delivered_table.vintage,
    landed.delivered_table,
    landed.measure,
    dataset.cause,
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
    cast(sum(landed.count) as integer) as count
from secure.landed.count as landed
inner join secure.landed.drop as received using (drop_id)
inner join secure.landed.delivered_table using (drop_id, delivered_table)
inner join reference.dataset using (dataset)
inner join reference.source using (source)
inner join reference.current_area as area
    on landed.area_level = area.area_level
    and landed.area_code = area.area_code
    and source.country_code = area.country_code
where landed.drop_id = getvariable('drop_id')
    and landed.role in ('area', 'residual')
group by all;
