-- grain: one row if the Covers cause codes are not those of its dataset
select
    'The Cover''s Cause codes are not those of its Dataset. Ask the sender which is '
        || 'right.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where dataset is not null and cause is distinct from expected_cause;
