-- grain: one row per sheet of the workbook and figure on it
-- A sheet is left out where a table that it needs has no figure.
create or replace temp table workbook_cell as
with present as (
    select
        list(distinct publication_table) as publication_tables
    from release.cell
    where month = $month
        and revision = $revision
),

sheet_table as (
    select
        cast(sheet_order as integer) as sheet_order,
        string_split(row_dimensions, ';') as down,
        string_split(column_dimensions, ';') as across,
        cast(latest_periods as integer) as latest_periods,
        unnest(string_split(sheet.publication_tables, ';')) as publication_table,
        generate_subscripts(string_split(sheet.publication_tables, ';'), 1) as table_no
    from reference.sheet as sheet
    inner join present on list_has_all(present.publication_tables, string_split(needs, ';'))
),

sheet_period as (
    select
        sheet_table.*,
        cell.period,
        case cell.period_kind
            when 'year' then cell.period
            else strftime(cast(cell.period || '-01' as date), '%B %Y')
        end as period_label
    from sheet_table
    inner join (
        select distinct publication_table, period_kind, period
        from release.cell
        where month = $month
            and revision = $revision
    ) as cell using (publication_table)
    qualify coalesce(
        dense_rank() over (partition by sheet_order order by period desc) <= latest_periods, true
    )
)

select
    sheet.sheet_order,
    sheet.table_no,
    cell.cell_no,
    cell.cause,
    cell.measure,
    cell.area_level,
    cell.area_code,
    cell.period,
    sheet.period_label,
    list_filter(
        [
            case when list_contains(sheet.down, 'area_code') then cell.area_code end,
            case when list_contains(sheet.down, 'area') then cell.area end,
            case when list_contains(sheet.down, 'period') then sheet.period_label end,
            case when list_contains(sheet.down, 'sex') then cell.sex end,
            case when list_contains(sheet.down, 'age') then cell.age end,
            case when list_contains(sheet.down, 'ethnicity') then cell.ethnicity end
        ],
        lambda label: label is not null
    ) as row_labels,
    concat_ws(
        ', ',
        case when list_contains(sheet.across, 'area') then cell.area end,
        case when list_contains(sheet.across, 'period') then sheet.period_label end,
        case when list_contains(sheet.across, 'age') then cell.age end,
        case when list_contains(sheet.across, 'measure') then cell.measure end
    ) as column_label,
    list_contains(sheet.down, 'period') as periods_down,
    sheet.down[1] = 'period' as periods_first,
    cell.shown,
    cell.rounding,
    cell.status
from sheet_period as sheet
inner join release.cell as cell using (publication_table, period)
where cell.month = $month
    and cell.revision = $revision;
