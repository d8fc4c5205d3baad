-- grain: one row per figure and when it was counted: the number of a release, 0 for the latest
-- A final figure is the same in all releases of a history here.
with released as (
    select *, dense_rank() over (order by month) as number
    from secure.conformed.released_figure
    where measure = 'FAE'
        and sex = 'All'
        and ethnicity = 'All'
)

select cause, area_code, period_kind, period, age, number as counted, frequency as lo, frequency as hi
from released
union all by name
select
    cause, area_code, period_kind, period, age, 0 as counted, max_by(frequency, number) as lo, lo as hi
from released
group by all
