-- grain: one row: how many rows the drops at hand hold, conformed and set aside
select
    (select count(*) from secure.conformed.count) as conformed_rows,
    (select coalesce(sum(landed_rows), 0) from secure.conformed.set_aside) as set_aside_rows;
