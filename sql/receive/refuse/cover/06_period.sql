-- grain: one row if the Covers period cannot be read or is not cumulative from April 2012
select
    'The Cover''s Period is missing or not like April 2012 to November 2023. Every '
        || 'extract starts in April 2012: ask the sender for a full one.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where period_start is distinct from date '2012-04-01' or period_end is null;
