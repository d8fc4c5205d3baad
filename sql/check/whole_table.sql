-- grain: that of the table or view named $table
select *
from query_table($table);
