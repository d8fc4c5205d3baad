-- grain: one row per source and dataset of the current tables: the months it covers and those that are final
create or replace temp table coverage as
select
    source,
    dataset,
    reference.source.country_code,
    least(max(period_end), getvariable('release_month')) as covered_to,
    max(provisional_from) as provisional_from
from current_table
inner join reference.source using (source)
group by source, dataset, reference.source.country_code;
