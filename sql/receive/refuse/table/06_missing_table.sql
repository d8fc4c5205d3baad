-- grain: one row per table of the dataset that a workbook lacks
-- Not while a table stands there that is not recognised: it may be the one, and is told of itself.
-- A CSV file holds one table: its dataset is complete when the others have come.
select
    'table_missing' as refusal,
    null as sheet,
    null as row_no,
    null as column_no,
    dataset_table.delivered_table as detail
from reference.dataset_table
anti join table_kind using (delivered_table)
where dataset_table.dataset = getvariable('dataset')
    and getvariable('layout') = 'workbook'
    and not exists (
        select 1
        from table_kind
        where delivered_table is null
    );
