-- grain: one row per force's year, or region's month, whose bi-annual admissions are not the monthly
-- severity: critical
-- reason: The bi-annual and the monthly files give different admissions for a final year.
-- Final in both: a year can be final in the monthly files before a bi-annual file has all of it.
select
    bi_annual.area_code,
    period_label(bi_annual.period_kind, bi_annual.period) as period
from secure.conformed.count as bi_annual
inner join secure.conformed.release_input using (drop_id)
inner join secure.landed.drop as received using (drop_id)
inner join secure.conformed.figure as figure
    on bi_annual.area_code = figure.area_code
    and bi_annual.period_kind = figure.period_kind
    and bi_annual.period = figure.period
    and bi_annual.measure = figure.measure
    and figure.cause = 'X99'
    and figure.breakdown = 'total'
where bi_annual.delivered_table in ('month by region', 'year by force')
    and bi_annual.measure = 'FAE'
    and bi_annual.period < received.provisional_from
    and not figure.is_provisional
    and bi_annual.frequency != figure.frequency
order by all;
