-- grain: one row per admission that is in the extract
-- Earlier financial years are final: all admissions are coded and all wrong ones removed.
create or replace temp table delivered_admission as
with last as (
    select month as last_month, financial_year as current_year from calendar_month
    where month = $last_month::date
),

cause as (
    select distinct cause from reference.dataset where dataset = $dataset
),

dated as (
    select
        admission.*,
        calendar_month.financial_year = last.current_year as is_provisional,
        date_diff('month', admission.month, last.last_month) as months_after
    from admission
    inner join calendar_month using (month)
    inner join last on admission.month <= last.last_month
)

select finest_area, month, age, sex, ethnicity, episodes
from dated
where
    (is_sharp or (select cause from cause) != 'X99')
    and case when $source = 'HES' then is_in_england else finest_area like 'W%' end
    and case
        when is_provisional
        then coded_after <= months_after and coalesce(removed_after > months_after, true)
        else removed_after is null
    end;
