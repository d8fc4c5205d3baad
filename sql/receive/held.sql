-- grain: one row if the file of this sha256 was received before
select 1
from secure.landed.drop
where drop_id = $drop_id;
