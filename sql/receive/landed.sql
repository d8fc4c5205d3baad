-- grain: one row: what was landed of the current drop
select
    cover.dataset,
    cover.source,
    cover.extract,
    (select count(*) from delivered_cell) as landed_rows,
    (
        select max(vintage)
        from secure.landed.delivered_table
        where drop_id = getvariable('drop_id')
    ) as vintage
from cover;
