-- grain: one row if cells.csv does not begin with the columns that were agreed, or has more
-- severity: critical
-- reason: The columns of cells.csv are not those that were agreed.
select 'cells.csv' as file
from sheet_text
where sheet = 'cells.csv'
    and string_split(string_split(content, chr(30))[1], chr(31)) != [
        'table', 'cause', 'measure', 'area_level', 'area_code', 'area', 'period_kind', 'period',
        'age', 'sex', 'ethnicity', 'shown', 'rounding', 'status'
    ]
union all
select 'cells.csv, line ' || line_no
from written_cell
where beyond is not null
order by all;
