-- grain: one row per force and piece of evidence that its admissions changed: who needs attention
-- All forces, both causes, and both kinds of evidence are tested together, so that of all that are
-- named 5 % are expected to be false discoveries (Benjamini and Hochberg, 1995): the whole period
-- that a force is led with beside a year earlier, and the latest three months beside the same months
-- of two years.
create or replace temp table attention as
with evidence as (
    select
        change_test.cause,
        change_test.area_code,
        change_test.period_kind,
        change_test.period,
        whole_period.value,
        whole_period.earlier_value as other,
        change_test.verdict = 'unfinished' as is_unfinished,
        change_test.p
    from change_test
    inner join whole_period using (cause, area_code, age, period_kind, period)
    inner join force_period using (cause, area_code, period_kind, period)
    where compared_with = 'year'
        and age = 'All ages'
        and area_level = 'pfa'
    union all by name
    select
        cause,
        area_code,
        'three months' as period_kind,
        period,
        value,
        other,
        is_unlike and score < 0 as is_unfinished,
        two_sided_p(score) as p
    from latest_months
),

placed as (
    select
        *,
        count(*) over () as tests,
        row_number() over (order by p) as place
    from evidence
),

judged as (
    select
        *,
        p <= max(p) filter (p <= 0.05 * place / tests) over () as is_clear
    from placed
)

select
    cause,
    area_code,
    period_kind,
    period,
    value,
    other,
    value > other as has_risen,
    case when other >= 50 then cast(round(100 * (value - other) / other) as integer) end as change,
    p
from judged
where is_clear
    and not is_unfinished;
