-- grain: one row per drop and reason for which delivered rows are in no conformed figure
insert into secure.conformed.set_aside
select
    landed.drop_id,
    case landed.role
        when 'total' then 'total row, for reconciliation only'
        when 'no known area' then 'resident of no known area of England or Wales'
        else 'resident of the other country, counted by its own source'
    end as reason,
    count(*) as landed_rows
from secure.landed.count as landed
inner join secure.landed.drop as received using (drop_id)
inner join reference.source using (source)
anti join reference.current_area as area
    on landed.role in ('area', 'residual')
    and landed.area_level = area.area_level
    and landed.area_code = area.area_code
    and source.country_code = area.country_code
where landed.drop_id = getvariable('drop_id')
group by all;
