-- grain: one row per force and final year whose bi-annual admissions are not those of its months
-- severity: critical
-- reason: The bi-annual and the monthly files give different admissions for a final year.
select
    bi_annual.area_code,
    year_label(bi_annual.period) as year
from secure.conformed.count as bi_annual
inner join secure.conformed.release_input using (drop_id)
inner join secure.conformed.figure as figure
    on bi_annual.area_code = figure.area_code
    and bi_annual.period = figure.period
    and figure.area_level = 'pfa'
    and figure.period_kind = 'year'
    and figure.cause = 'X99'
    and figure.measure = 'FAE'
    and figure.age = 'All ages'
where bi_annual.delivered_table = 'year by force'
    and bi_annual.measure = 'FAE'
    and not figure.is_provisional
    and bi_annual.count != figure.count
order by all;
