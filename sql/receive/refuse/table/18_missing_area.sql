-- grain: one row per Police Force Area and age that a wide table of its source lacks, in all its parts
-- In a long table an absent combination means 0; a wide table lists every area.
with wide_table as (
    select
        kind.delivered_table,
        min(kind.table_no) as table_no
    from table_kind as kind
    inner join value_column using (table_no)
    where kind.area_level = 'pfa'
        and coalesce(cast(value_column.period as varchar), value_column.area_code) is not null
    group by kind.delivered_table
),

expected as (
    select
        wide_table.*,
        pfa.pfa_code as area_code,
        delivered.age
    from wide_table
    inner join (
        select distinct delivered_table, age
        from delivered_cell
    ) as delivered using (delivered_table)
    inner join reference.police_force_area as pfa
        on pfa.country_code = getvariable('country_code')
)

select
    'area_missing' as refusal,
    extent.sheet,
    extent.header_row_no as row_no,
    null as column_no
from expected
inner join table_extent as extent using (table_no)
anti join delivered_cell using (delivered_table, area_code, age)
group by expected.table_no, extent.sheet, extent.header_row_no;
