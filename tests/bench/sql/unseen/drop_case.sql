-- grain: one row per invented file and kind of admission that it counts: how many, and their episodes
-- What is final is coded in full, and what was to be taken away is gone.
create or replace temp table drop_case as
select
    drop_id, dataset, la_code, pfa_code, region_code, country, month, age, sex, ethnicity,
    count(*) as fae, sum(episodes) as fce
from placed_case
inner join secure.landed.drop as received
    on (received.source = 'HES') = (placed_case.country = 'E')
    and month <= period_end
    and (is_sharp or dataset = 'all assault')
    and case
        when month < provisional_from then removed_after is null
        else coded_after <= date_diff('month', month, period_end)
            and coalesce(removed_after > date_diff('month', month, period_end), true)
    end
group by all
