-- grain: one row: the delivery profile that the file is read by, and whether its tables can be held to
-- the contract
select
    getvariable('profile') as profile,
    dataset is not null and source is not null and period_end is not null as says_what_it_is
from cover;
