-- grain: one row per nation and financial year or 12 months ending, of each nation the latest last
select
    area_code,
    period_kind,
    period,
    is_provisional,
    value,
    least,
    most,
    sharp,
    share,
    share_least,
    share_most
from national_assault
order by area_code, last_month(period_kind, period_start(period_kind, period)), period_kind desc;
