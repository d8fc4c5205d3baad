-- grain: one row: how many rows are in one of 'expected' and 'found' and not in the other
select count(*)
from (
    (from expected except all from found)
    union all
    (from found except all from expected)
);
