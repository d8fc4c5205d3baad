-- grain: one row per merged or split area, part of it at any depth, and smallest area within that
-- depth: 1 for a part of the area itself, 2 for a part of a part.
create view reference.nested_area as
with recursive nested as (
    select area_level, change, whole_code, part_code, 1 as depth
    from reference.area_part
    union all
    select nested.area_level, nested.change, nested.whole_code, part.part_code, nested.depth + 1
    from nested
    inner join reference.area_part as part
        on nested.change = part.change
        and nested.part_code = part.whole_code
),

smallest as (
    select *
    from nested
    anti join reference.area_part as part
        on nested.change = part.change
        and nested.part_code = part.whole_code
)

select nested.*, smallest.part_code as smallest_code
from nested
inner join smallest
    on nested.change = smallest.change
    and nested.whole_code = smallest.whole_code
    and (
        nested.part_code = smallest.part_code
        or (nested.change, nested.part_code, smallest.part_code) in (
            select (change, whole_code, part_code) from nested
        )
    );
