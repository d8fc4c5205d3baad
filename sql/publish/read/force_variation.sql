-- grain: one row per cause: how much more than Poisson a force's counts of all ages vary
select cause, multiplied, added
from usual_variation
where area_code is null
    and age = 'All ages'
order by cause;
