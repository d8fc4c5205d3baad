-- grain: one row per figure that the workbook and cells.csv do not show alike
-- severity: critical
-- reason: The workbook does not show what cells.csv shows.
with expected as (
    select
        sheet.sheet,
        layout.row_labels,
        col.header,
        written.shown
    from workbook_cell as layout
    inner join workbook_column as col using (sheet_order, column_label)
    inner join reference.sheet on layout.sheet_order = cast(sheet.sheet_order as integer)
    inner join release.cell as released
        on layout.cell_no = released.cell_no
        and released.month = getvariable('release_month')
        and released.revision = getvariable('revision')
    left join written_cell as written
        on released.publication_table = written."table"
        and released.area_code = written.area_code
        and released.period = written.period
        and released.age = written.age
        and released.sex = written.sex
        and released.ethnicity = written.ethnicity
)

select
    sheet,
    array_to_string(row_labels, ', ') as line,
    header
from expected
full join written_figure as figure using (sheet, row_labels, header)
where expected.shown is distinct from figure.shown
    -- Where no table holds a figure, the workbook says that it is not available.
    and not (expected.sheet is null and figure.shown = '[x]')
order by all;
