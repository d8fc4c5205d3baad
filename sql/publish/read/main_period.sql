-- grain: one row per cause and area level: the period that areas are compared in
select cause, area_level, period_kind, period
from main_period
order by cause, area_level;
