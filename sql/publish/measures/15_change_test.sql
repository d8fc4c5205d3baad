-- grain: one row per figure and one that it is compared with: whether they differ by more than chance
-- The difference is the least that rounding admits, in standard errors of counts that vary as usual.
-- Of a nation it is clear where chance makes one as large in fewer than 5 of 100 periods. Forces are
-- tested together, so that of all that are called clear 5 % are expected to be false discoveries
-- (Benjamini and Hochberg, 1995). Between unlike figures only a rise can be clear: a fall has the
-- verdict 'unfinished'.
create or replace temp table change_test as
with against as (
    select
        whole_period.*,
        'year' as compared_with,
        earlier_value as other,
        earlier_least as other_least,
        earlier_most as other_most,
        is_earlier_unlike as is_unlike
    from whole_period
    union all by name
    select
        whole_period.*,
        'baseline' as compared_with,
        baseline_value as other,
        baseline_least as other_least,
        baseline_most as other_most,
        is_baseline_unlike as is_unlike
    from whole_period
    where period != '2018-19'
),

scored as (
    select
        against.*,
        case when area_level = 'pfa' then 'forces' else against.area_code end as family,
        greatest(0, least - other_most, other_least - most)
        / sqrt(multiplied * (value + other) + added * (value * value + other * other)) as score
    from against
    inner join usual_variation
        on against.cause = usual_variation.cause
        and against.age = usual_variation.age
        and (
            against.area_code = usual_variation.area_code
            or (against.area_level = 'pfa' and usual_variation.area_code is null)
        )
    where value + other >= 20
),

tested as (
    select
        *,
        two_sided_p(score) as p
    from scored
),

ranked as (
    select
        *,
        row_number() over (tests order by p) as place,
        count(*) over tests as tests
    from tested
    window tests as (partition by cause, age, family, period_kind, period, compared_with)
)

select
    cell_no,
    cause,
    area_code,
    age,
    period_kind,
    period,
    compared_with,
    p,
    case
        when is_unlike and value < other then 'unfinished'
        when p <= max(p) filter (p <= 0.05 * place / tests) over tests then 'clear'
        else 'usual'
    end as verdict
from ranked
window tests as (partition by cause, age, family, period_kind, period, compared_with);
