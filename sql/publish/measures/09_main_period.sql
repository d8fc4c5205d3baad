-- grain: one row per cause and area level: the whole period that its areas are compared in
-- The latest by its last month that shows a figure of any area, for England and Wales the latest
-- that shows theirs. Of two that end together it is the 12 months ending.
create or replace temp table main_period as
select distinct on (cause, area_level)
    cause,
    area_level,
    period_kind,
    period,
    last_month(period_kind, period_start(period_kind, period)) as ends
from whole_period
where value is not null
    and age = 'All ages'
    and (area_level = 'pfa' or area_code = 'K04000001')
order by cause, area_level, ends desc, period_kind = 'rolling_year' desc;
