-- grain: one row per world, planted effect and estimate: how often its intervals were right, in per cent
select
    world,
    cast(planted as integer) as planted,
    estimate,
    cast(panels as integer) as panels,
    cast("right" as double) as of_right
from reference.error_rate;
