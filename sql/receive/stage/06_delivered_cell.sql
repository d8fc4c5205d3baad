-- grain: one row per cell of a table that holds a count, with its labels resolved (null: unknown)
-- `-` and a blank mean 0. Without a measure the counts are finished admission episodes (FAE).
create or replace temp table delivered_cell as
with value_column as (
    select *
    from header_cell
    where period is not null or dimension in ('FAE', 'FCE')
)

select
    kind.table_no,
    kind.delivered_table,
    cell.sheet,
    cell.row_no,
    cell.column_no,
    coalesce(
        case when value_column.dimension in ('FAE', 'FCE') then value_column.dimension end,
        upper(data_row.measure),
        'FAE'
    ) as measure,
    kind.area_level,
    case when kind.area_level = 'country' then getvariable('country_code') else data_row.area_code end
        as area_code,
    case when kind.area_level = 'country' then 'area' else area.role end as role,
    kind.period_kind,
    coalesce(value_column.period, month_of(data_row.month), year_of(data_row.year)) as period,
    case when kind.age_breakdown is null then 'All ages' else age.age end as age,
    case when kind.sex_breakdown is null then 'All' else sex.sex end as sex,
    case when kind.ethnicity_breakdown is null then 'All' else ethnicity.ethnicity end as ethnicity,
    case
        when cell.text in ('', '-') then 0
        when regexp_full_match(cell.text, '\d{1,9}') then cast(cell.text as integer)
    end as count
from table_row as data_row
inner join table_kind as kind using (table_no)
inner join value_column using (table_no)
inner join sheet_cell as cell
    on data_row.sheet = cell.sheet
    and data_row.row_no = cell.row_no
    and value_column.column_no = cell.column_no
left join reference.delivered_area as area
    on kind.area_level = area.area_level
    and data_row.area_code = area.area_code
left join reference.age
    on kind.age_breakdown = age.breakdown
    and normal_label(data_row.age) = age.age_label
left join reference.sex on normal_label(data_row.sex) = sex.sex_label
left join reference.ethnicity on normal_label(data_row.ethnicity) = ethnicity.ethnicity_label;
