-- grain: one row per source and table of a dataset: the newest complete extract known at $as_of
-- An extract is known once its file was received. For a time before the first receipt the extract
-- date counts instead, so that a store filled with old drops can make its past releases.
-- A workbook is a complete extract. CSV files are complete once every table of the dataset is there.
create or replace temp table current_table as
with known as (
    select
        received.*,
        delivered_table.delivered_table,
        delivered_table.vintage
    from secure.landed.drop as received
    inner join secure.landed.delivered_table using (drop_id)
    where received.received_at <= $as_of
        or (
            $as_of < (select min(received_at) from secure.landed.drop)
            and received.extract_date <= $as_of
        )
),

complete_extract as (
    select
        source,
        dataset,
        extract
    from known
    group by source, dataset, extract
    having count(distinct delivered_table) = (
        select count(*)
        from reference.dataset_table
        where dataset_table.dataset = known.dataset
    )
)

select known.*
from known
inner join (
    select
        source,
        dataset,
        max(extract) as extract
    from complete_extract
    group by source, dataset
) as newest using (source, dataset, extract)
qualify row_number() over (
    partition by known.source, known.dataset, known.delivered_table order by known.vintage desc
) = 1;
