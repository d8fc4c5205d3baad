-- grain: one row if the Cover gives no status
select
    'The Cover''s Status is missing: it says which year is provisional. Ask the sender for a '
        || 'corrected Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where status is null;
