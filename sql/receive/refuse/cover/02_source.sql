-- grain: one row if the Cover names no source
select
    'The Cover''s Source is missing or is neither HES nor PEDW. Ask the sender for a '
        || 'corrected Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where source is null;
