-- grain: one row per force and each of the five forces nearest to it in residents of the last estimate
create or replace temp table similar_force as
with force as (
    select area_code, residents
    from resident
    inner join area using (area_code)
    where area_level = 'pfa'
        and age = 'All ages'
        and basis = 'estimate'
    qualify mid_year = max(mid_year) over ()
)

select
    force.area_code,
    other.area_code as similar_code,
    row_number() over (
        partition by force.area_code
        order by abs(ln(other.residents / force.residents)), other.area_code
    ) as nearness
from force
inner join force as other on force.area_code != other.area_code
qualify nearness <= 5;
