-- grain: one row per force and each of the five forces nearest to it in residents
create or replace temp table similar_force as
select
    force.area_code,
    other.area_code as similar_code,
    row_number() over (
        partition by force.area_code
        order by abs(ln(other.residents / force.residents)), other.area_code
    ) as nearness
from area as force
inner join area as other
    on force.area_level = other.area_level
    and force.area_code != other.area_code
where force.area_level = 'pfa'
qualify nearness <= 5;
