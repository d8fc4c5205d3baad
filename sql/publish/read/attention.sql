-- grain: one row per piece of evidence that a force's admissions changed, the strongest force first
select
    area_code,
    cause,
    period_kind,
    period,
    has_risen,
    change
from attention
order by min(p) over (partition by area_code), area_code, cause desc, period_kind;
