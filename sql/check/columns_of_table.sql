-- grain: no row: the columns of the table or view named $table
select *
from query_table($table)
limit 0;
