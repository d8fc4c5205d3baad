-- grain: one row: how many rows are in only one of 'expected' and 'found'
select count(*)
from (
    (from expected except all from found)
    union all
    (from found except all from expected)
);
