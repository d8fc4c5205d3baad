-- grain: one row if the Cover says nothing of how the file is to be handled
select
    'The Cover''s Handling is missing: a file of counts carries it. Ask the sender for a corrected '
        || 'Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where handling is null;
