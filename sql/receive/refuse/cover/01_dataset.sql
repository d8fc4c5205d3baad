-- grain: one row if the Cover names no dataset of the agreement
select
    'The Cover''s Dataset is missing or is none that the agreement names. Ask NHS '
        || 'Digital for a corrected Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where dataset is null;
