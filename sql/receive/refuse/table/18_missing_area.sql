-- grain: one row per Police Force Area and age that a wide table of its source lacks
-- In a long table an absent combination means 0; a wide table lists every area.
with wide_table as (
    select distinct
        kind.table_no,
        kind.sheet,
        kind.header_row_no
    from table_kind as kind
    inner join value_column using (table_no)
    where kind.area_level = 'pfa'
        and (value_column.period is not null or value_column.area_code is not null)
),

expected as (
    select
        wide_table.*,
        pfa.pfa_code as area_code,
        delivered.age
    from wide_table
    inner join (
        select distinct table_no, age
        from delivered_cell
    ) as delivered using (table_no)
    inner join reference.police_force_area as pfa
        on pfa.country_code = getvariable('country_code')
)

select
    'area_missing' as refusal,
    sheet,
    header_row_no as row_no,
    null as column_no
from expected
anti join delivered_cell using (table_no, area_code, age)
group by table_no, sheet, header_row_no;
