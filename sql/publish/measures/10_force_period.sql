-- grain: one row per cause and force: the whole period that the force is led with
-- The latest by its last month that the force itself has, shown or hidden: Wales lags. It is no
-- later than the period that forces are compared in: one that hides every force leads nowhere,
-- unless all do. Of two that end together it is the 12 months ending.
create or replace temp table force_period as
with ended as (
    select
        *,
        last_month(period_kind, period_start(period_kind, period)) as ends
    from whole_period
    where area_level = 'pfa'
        and age = 'All ages'
        and shown != '[x]'
)

select distinct on (cause, area_code)
    ended.cause,
    ended.area_code,
    ended.period_kind,
    ended.period
from ended
left join main_period as main using (cause, area_level)
where main.ends is null
    or ended.ends <= main.ends
order by cause, area_code, ended.ends desc, ended.period_kind = 'rolling_year' desc;
