-- grain: one row per label that the Cover gives twice with different values
select
    'The Cover gives a label twice with different values. Ask the sender for a '
        || 'corrected Cover.'
        as reason,
    sheet,
    max(row_no) as row_no,
    min(label_column_no) as column_no
from cover_said
group by sheet, field
having count(distinct value) > 1;
