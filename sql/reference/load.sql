-- grain: one row per row of a reference file, its empty fields null
-- Names of the table and its columns cannot be bound; values are.
create table reference.$table as select $columns
