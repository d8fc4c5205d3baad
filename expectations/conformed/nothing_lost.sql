-- grain: one row per current table whose counts are not all in a conformed row or set aside
-- severity: critical
-- reason: Conformed rows do not add up to what was delivered, so counts were lost or doubled.
with delivered as (
    select
        landed.drop_id,
        landed.delivered_table,
        sum(landed.frequency) as frequency
    from secure.landed.count as landed
    inner join secure.landed.drop as received using (drop_id)
    inner join reference.source using (source)
    inner join reference.current_area as area
        on landed.area_level = area.area_level
        and landed.area_code = area.area_code
        and source.country_code = area.country_code
    where landed.role in ('area', 'residual')
        and landed.drop_id in (select drop_id from secure.conformed.release_input)
    group by all
),

conformed as (
    select
        drop_id,
        delivered_table,
        sum(frequency) as frequency
    from secure.conformed.count
    group by all
)

select
    delivered.delivered_table,
    left(delivered.drop_id, 12) as file
from delivered
left join conformed using (drop_id, delivered_table)
where delivered.frequency is distinct from conformed.frequency
order by all;
