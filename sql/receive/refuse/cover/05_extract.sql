-- grain: one row if the Covers extract cannot be read
select
    'The Cover''s Extract is missing or not like 2023/24 M08 (M01 is April, M13 the '
        || 'final year). Ask the sender for a corrected Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where extract is null;
