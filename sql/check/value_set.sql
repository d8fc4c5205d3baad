-- grain: one row per value of the column $column of the table or view $table
select distinct columns(lambda name: name = $column) as value
from query_table($table)
order by all;
