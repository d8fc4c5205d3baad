-- grain: one row: the latest month that both monthly HES datasets cover (null: one is missing)
select
    case when count(distinct dataset) = 2 then min(period_end) end as latest_month
from current_table
where source = 'HES'
    and dataset in ('monthly sharp object', 'all assault');
