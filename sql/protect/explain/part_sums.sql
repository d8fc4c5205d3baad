-- grain: one row per total and part of the figures linked to one figure, by relation
with recursive member as (
    select relation_id, total_id as cell_id from relation_part
    union
    select relation_id, part_id from relation_part
),

linked as (
    select $cell_id::integer as cell_id
    union
    select other.cell_id
    from linked
    inner join member on member.cell_id = linked.cell_id
    inner join member as other on other.relation_id = member.relation_id
)

select distinct relation_id, total_id, part_id
from relation_part
inner join linked on linked.cell_id = relation_part.total_id
order by relation_id, part_id
