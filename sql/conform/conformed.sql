-- grain: one row: how many rows of all drops are conformed and set aside, and drops conformed now
select
    (select count(*) from secure.conformed.count) as conformed_rows,
    (select coalesce(sum(landed_rows), 0) from secure.conformed.set_aside) as set_aside_rows,
    (select count(*) from stale_drop) as conformed_drops;
