-- grain: one row per table of the secure store whose counts have the name that they had before
select 'secure.' || schema_name || '.' || table_name as table_of_count
from duckdb_columns()
where database_name = 'secure'
    and schema_name in ('landed', 'conformed')
    and column_name = 'count';
