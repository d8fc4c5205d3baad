-- grain: one row per span of financial years: what the programme was given, in pounds of the time
select
    first_year,
    last_year,
    cast(pounds as double) as pounds
from reference.programme_cost
order by first_year;
