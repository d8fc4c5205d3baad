-- grain: one row per force, month and cause without a figure for all ages
-- severity: critical
-- reason: A Police Force Area has no figure for a month.
select
    pfa.pfa_code,
    month_label(month.period) as month,
    cause.cause
from reference.police_force_area as pfa
cross join (
    select distinct period
    from secure.conformed.figure
    where period_kind = 'month'
        and area_level = 'national'
) as month
cross join (values ('X99'), ('X92-Y09')) as cause (cause)
anti join (
    select *
    from secure.conformed.figure
    where period_kind = 'month'
        and age = 'All ages'
        and measure = 'FAE'
) as figure
    on pfa.pfa_code = figure.area_code
    and month.period = figure.period
    and cause.cause = figure.cause
order by pfa.pfa_code, month, cause.cause;
