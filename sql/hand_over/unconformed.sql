-- grain: one row: how many landed drops the present rules have not conformed
select count(*)
from stale_drop;
