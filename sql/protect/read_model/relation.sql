-- grain: one row per total and part, by relation
select relation_id::integer as relation_id, total_id::integer as total_id, part_id::integer as part_id
from relation_part
order by relation_id, part_id
