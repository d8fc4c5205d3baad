-- grain: one row per cause, nation and age band: how many vintages of its latest months are kept
select
    'X99' as cause,
    area_code,
    'All ages' as age_band,
    count(*) as vintages
from vintage
group by area_code
order by area_code;
