-- grain: one row: how many figures the last sweep narrowed, and how many can no longer be any number at all
select
    count(*) filter (narrowed_in = $sweep) as narrowed,
    count(*) filter (lo > hi) as impossible
from bound
