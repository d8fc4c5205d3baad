-- grain: one row per table by force and Police Force Area of its country without a single row
-- `surprise`: that there is none, were its residents admitted a fifth as often as those of the country.
-- Residents are those of mid-2020, whatever estimates come later, so that a file is judged as before.
-- `previous`: its cases in the extract before. It is alike if there was an extract before, without it too.
create or replace temp table absent_force as
with by_force as (
    select
        delivered_table,
        coalesce(
            sum(frequency) filter (role = 'area' and age = 'All ages'),
            sum(frequency) filter (role = 'area')
        ) as frequency,
        count(previous) > 0 as has_before
    from revised_cell
    where area_level = 'pfa'
        and measure = 'FAE'
    group by all
),

force as (
    select
        pfa.pfa_code,
        cast(population.population as double)
        / sum(cast(population.population as double)) over () as share
    from reference.police_force_area as pfa
    inner join reference.population using (pfa_code)
    where pfa.country_code = getvariable('country_code')
        and population.mid_year = '2020'
),

before as (
    select
        delivered_table,
        area_code as pfa_code,
        coalesce(sum(previous) filter (age = 'All ages'), sum(previous)) as previous
    from revised_cell
    where measure = 'FAE'
    group by all
)

select
    by_force.delivered_table,
    force.pfa_code,
    coalesce(before.previous, 0) as previous,
    by_force.has_before and coalesce(before.previous, 0) = 0 as is_alike,
    surprise_of_none(by_force.frequency * force.share / 5) as surprise
from by_force
cross join force
left join before using (delivered_table, pfa_code)
anti join delivered_cell as cell
    on by_force.delivered_table = cell.delivered_table
    and force.pfa_code = cell.area_code;
