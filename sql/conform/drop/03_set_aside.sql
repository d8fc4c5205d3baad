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
inner join stale_drop using (drop_id)
anti join reference.current_area as area
    on landed.role in ('area', 'residual')
    and landed.area_level = area.area_level
    and landed.area_code = area.area_code
    and stale_drop.country_code = area.country_code
group by all;
