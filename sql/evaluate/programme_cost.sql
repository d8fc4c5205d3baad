-- grain: one row per estimate and span of financial years: what the programme was given, in pounds of the time
select
    estimate,
    first_year,
    last_year,
    cast(pounds as double) as pounds
from reference.programme_cost
order by estimate, first_year;
