-- grain: one row per table by force and Police Force Area of its country without a single row
-- severity: critical
-- reason: A table by Police Force Area lacks one of the country's forces altogether.
-- In a long table no row means 0: in five years a force has one admission at least.
select
    by_force.delivered_table,
    pfa.pfa_code
from (
    select distinct delivered_table
    from delivered_cell
    where area_level = 'pfa'
) as by_force
cross join reference.police_force_area as pfa
anti join delivered_cell as cell
    on by_force.delivered_table = cell.delivered_table
    and pfa.pfa_code = cell.area_code
where pfa.country_code = getvariable('country_code')
    and getvariable('period_end') >= date '2017-04-01'
order by all;
