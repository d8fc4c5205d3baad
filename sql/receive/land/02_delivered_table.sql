-- grain: one row per table of a delivered file; vintage counts the deliveries of one extract's table
-- A table may be in parts: one sheet a measure, say.
insert into secure.landed.delivered_table
select
    getvariable('drop_id'),
    table_kind.delivered_table,
    1 + (
        select count(*)
        from secure.landed.delivered_table as earlier
        inner join secure.landed.drop as earlier_drop using (drop_id)
        where earlier.delivered_table = table_kind.delivered_table
            and earlier_drop.source = cover.source
            and earlier_drop.dataset = cover.dataset
            and earlier_drop.extract = cover.extract
            and earlier.drop_id != getvariable('drop_id')
    )
from (select distinct delivered_table from table_kind) as table_kind
cross join cover;
