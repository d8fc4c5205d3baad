-- grain: one row per region and month whose bi-annual admissions are far from the monthly files'
-- severity: warning
-- reason: The bi-annual files differ from the monthly ones by more than 20 and more than a tenth.
-- Of a year that is not final the bi-annual files are an older vintage, so they may differ a little.
select
    bi_annual.area_code,
    month_label(bi_annual.period) as month
from secure.conformed.count as bi_annual
inner join secure.conformed.release_input using (drop_id)
inner join secure.conformed.figure as figure
    on bi_annual.area_code = figure.area_code
    and bi_annual.period_kind = figure.period_kind
    and bi_annual.period = figure.period
    and bi_annual.measure = figure.measure
    and figure.cause = 'X99'
    and figure.breakdown = 'total'
where bi_annual.delivered_table = 'month by region'
    and bi_annual.measure = 'FAE'
    and abs(bi_annual.frequency - figure.frequency) > greatest(20, 0.1 * figure.frequency)
order by all;
