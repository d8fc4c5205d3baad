-- grain: one row per drop and reason why delivered rows are in no conformed figure
-- Rows are counted by area first: looking up the area of each row takes a fifth longer.
insert into secure.conformed.set_aside
with delivered as (
    select
        drop_id,
        role,
        area_level,
        area_code,
        count(*) as landed_rows
    from secure.landed.count
    semi join stale_drop using (drop_id)
    group by all
)

select
    delivered.drop_id,
    case delivered.role
        when 'total' then 'total row, for reconciliation only'
        when 'no known area' then 'resident of no known area of England or Wales'
        else if(
            (delivered.area_level, delivered.area_code) in (
                select (area_level, area_code) from reference.current_area
            ),
            'resident of the other country, counted by its own source',
            'of an area that was split, in no area of today'
        )
    end as reason,
    sum(delivered.landed_rows) as landed_rows
from delivered
inner join stale_drop using (drop_id)
left join reference.current_area as area
    on delivered.area_level = area.area_level
    and delivered.area_code = area.area_code
    and stale_drop.country_code = area.country_code
where delivered.role not in ('area', 'residual')
    or area.area_code is null
group by all;
