-- grain: one row: how many landed drops the current rules have not conformed
select count(*)
from stale_drop;
