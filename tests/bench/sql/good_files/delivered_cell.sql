-- grain: one row per count of the files; a long table has none of 0
create or replace temp table delivered_cell as
select * exclude (previous)
from file_count
where frequency > 0
    or not $is_long
