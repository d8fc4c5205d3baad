-- grain: one row per force, month and kind of assault with an admission
-- A Poisson count by the inverse of its distribution function: the first count at which the
-- function reaches the draw.
create or replace temp table admission_count as
with likelihood as (
    select
        force_code,
        month,
        month_label,
        is_sharp,
        draw,
        expected,
        unnest(range((expected + 5 * sqrt(expected) + 10)::bigint)) as admissions
    from monthly_level
),

distribution as (
    select
        *,
        sum(exp(admissions * ln(expected) - expected - lgamma(admissions + 1))) over (
            partition by force_code, month, is_sharp order by admissions
        ) as at_most
    from likelihood
)

select force_code, month, month_label, is_sharp, count(*) as admissions
from distribution
where at_most <= draw
group by all;
