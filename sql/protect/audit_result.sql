-- grain: one row per verdict: how many hidden figures an outsider can narrow that far by sums
create or replace temp table audit_result as
with hidden as (
    select
        bound.lo,
        bound.hi
    from bound
    inner join cell using (cell_id)
    inner join protected_cell using (cell_id)
    where cell.kind = 'rule'
        and protected_cell.shown like '[c%'
)

select
    count(*) as hidden,
    count(*) filter (lo = hi) as exact,
    count(*) filter (lo < hi and hi <= $refused_at_most) as at_most_2,
    count(*) filter (hi > $refused_at_most and hi - lo = 1) as two_values
from hidden;
