-- grain: one row per month of the year: how a month of England differs from its time
select calendar_month, season
from season
order by calendar_month;
