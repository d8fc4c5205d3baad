-- grain: one row per local authority, period and age band, added to the figures
insert into figure
with period as (
    select distinct month as part, 'month' as period_kind, month as period from admission
    union all
    select distinct month, 'year', year from admission
),

age as (
    select distinct age as part, age from admission
    union all
    select distinct age, 'All ages' from admission
)

select 'la', 'la ' || la, period_kind, period, age.age, sum(n)::bigint
from la_admission
inner join period on period.part = la_admission.month
inner join age on age.part = la_admission.age
group by all
