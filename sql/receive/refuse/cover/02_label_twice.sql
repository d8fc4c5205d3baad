-- grain: one row per label that the Cover gives twice with different values
select
    'The Cover gives a label twice with different values. Ask the sender for a '
        || 'corrected Cover.'
        as reason,
    label.sheet,
    max(label.row_no) as row_no,
    min(label.column_no) as column_no
from sheet_cell as label
inner join sheet_text
    on label.sheet = sheet_text.sheet
    and sheet_text.holds_cover
inner join sheet_cell as value
    on label.sheet = value.sheet
    and label.row_no = value.row_no
    and label.column_no + 1 = value.column_no
where normal_label(label.text) in (
    'data sharing agreement', 'dataset', 'source', 'cause codes icd 10', 'period', 'extract',
    'status', 'extract date', 'content', 'cause codes', 'handling'
)
group by label.sheet, normal_label(label.text)
having count(distinct value.text) > 1;
