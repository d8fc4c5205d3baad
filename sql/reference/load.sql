-- grain: one row per row of a reference file, its empty fields null
create table reference.$table as select $columns
