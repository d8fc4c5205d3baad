-- grain: one row per drop and reason for which delivered rows are in no conformed figure
-- `role` stands outside the join, which by equal columns alone is a hash join and not a loop.
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
left join reference.current_area as area
    on landed.area_level = area.area_level
    and landed.area_code = area.area_code
    and stale_drop.country_code = area.country_code
where landed.role not in ('area', 'residual')
    or area.area_code is null
group by all;
