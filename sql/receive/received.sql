-- grain: one row per delivered file that was received, in the order of their sha256
select drop_id
from secure.landed.drop
order by drop_id;
