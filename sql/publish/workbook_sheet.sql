-- grain: one row per sheet of the workbook, with what its figures have in common
with common as (
    select
        sheet_order,
        any_value(periods_down) as periods_down,
        arg_min(period_label, period) as first_period,
        arg_max(period_label, period) as last_period,
        list_sort(list(distinct cause)) as causes,
        list_sort(list(distinct measure)) as measures,
        coalesce(
            list_sort(list(distinct cast(nullif(rounding, '') as integer)) filter (rounding != '')),
            []
        ) as roundings,
        list_sort(list(distinct status)) as statuses,
        bool_and(area_level = 'national') as is_national,
        list_sort(list(distinct case left(area_code, 1) when 'W' then 'PEDW' else 'HES' end))
            as sources
    from workbook_cell
    group by sheet_order
),

header as (
    select sheet_order, list(header order by column_no) as figure_headers
    from workbook_column
    group by sheet_order
)

select
    common.sheet_order,
    sheet.sheet as name,
    sheet.title,
    string_split(sheet.row_headers, ';') as row_headers,
    header.figure_headers,
    string_split(sheet.datasets, ';') as datasets,
    sheet.remark,
    common.* exclude (sheet_order)
from reference.sheet as sheet
inner join common on cast(sheet.sheet_order as integer) = common.sheet_order
inner join header on common.sheet_order = header.sheet_order
order by common.sheet_order;
