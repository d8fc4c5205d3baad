-- grain: one row per cause: what one crime of its kind costs society, in pounds of a year
select
    cause,
    cast(pounds as double) as pounds,
    prices_of
from reference.unit_cost
order by cause;
