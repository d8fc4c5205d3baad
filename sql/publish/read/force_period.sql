-- grain: one row per cause and force: the period that it is led with
select cause, area_code, period_kind, period
from force_period
order by cause, area_code;
