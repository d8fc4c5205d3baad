-- grain: one row per force and each of the five forces nearest to it in residents and their ages
-- By the last estimate: the logarithm of residents and the share under 25, each in its standard
-- deviations over all forces. Density is not in it: no source of areas is at hand.
create or replace temp table similar_force as
with estimate as (
    select
        area_code,
        ln(max(residents) filter (age = 'All ages')) as size,
        max(residents) filter (age = 'Under 25') / max(residents) filter (age = 'All ages') as young
    from resident
    inner join area using (area_code)
    where area_level = 'pfa'
        and mid_year = (select max(mid_year) from resident where basis = 'estimate')
    group by area_code
),

force as (
    select
        area_code,
        size / stddev(size) over () as size,
        young / stddev(young) over () as young
    from estimate
)

select
    force.area_code,
    other.area_code as similar_code,
    row_number() over (
        partition by force.area_code
        order by
            pow(force.size - other.size, 2) + pow(force.young - other.young, 2), other.area_code
    ) as nearness
from force
inner join force as other on force.area_code != other.area_code
qualify nearness <= 5;
