-- grain: one row per cause and area level: the latest whole period that outputs lead with
-- 12 months ending where the release has them, else the latest financial year; the latest that
-- shows a figure of any area, for England and Wales the latest that shows theirs.
create or replace temp table main_period as
select
    cause,
    area_level,
    period_kind,
    max(period) as period
from whole_period
where value is not null
    and age = 'All ages'
    and (area_level = 'pfa' or area_code = 'K04000001')
group by cause, area_level, period_kind
qualify row_number() over (
    partition by cause, area_level order by period_kind = 'rolling_year' desc
) = 1;
