-- grain: one row per force, month and kind of assault: the expected admissions and one draw
create or replace temp table monthly_level as
with kinds as (
    select force_code, true as is_sharp, sharp_expected as expected from force_level
    union all
    select force_code, false, other_expected from force_level
    where other_expected > 0
),

factors as (
    select
        kinds.force_code,
        kinds.is_sharp,
        month.month,
        month.month_label,
        -- July is a tenth above January; the level of each force varies by year and month.
        kinds.expected
        * coalesce(year_level.level, 1)
        * (1.05 - abs(7 - month(month.month)) / 60)
        * (0.85 + 0.30 * uniform(
            md5(concat_ws('|', $seed, kinds.force_code, month.financial_year)), 1))
        * (0.70 + 0.60 * uniform(
            md5(concat_ws('|', $seed, kinds.force_code, month.month_label)), 1))
        as expected
    from kinds
    cross join calendar_month as month
    left join year_level using (financial_year)
)

select
    *,
    uniform(md5(concat_ws('|', $seed, force_code, month_label, is_sharp)), 1) as draw
from factors;
