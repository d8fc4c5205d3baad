-- grain: one row per table of the stores, and whether its rows belong to releases
select
    database_name,
    schema_name,
    table_name,
    bool_or(column_name = 'revision') as is_of_releases
from duckdb_columns()
where database_name in ('secure', 'release')
group by all
order by all;
