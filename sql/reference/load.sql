-- grain: one row per row of a reference file, its empty fields null
-- A list of texts a column comes in.
create table reference.$table as
select unnest(cast(columns(*) as varchar[]))
from (select unnest($columns));
