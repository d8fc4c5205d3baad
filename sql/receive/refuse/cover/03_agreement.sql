-- grain: one row if the Cover names no agreement, or another
select
    'The Cover''s Data sharing agreement is missing or is another one. A file under '
        || 'another agreement may not be received: return it to the sender.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where agreement is distinct from getvariable('agreement');
