-- grain: one row per figure by force and year that the ledger or this release has shown
-- Figures not available are in no ledger, as they disclose nothing.
select cause, area_code, period, age, shown
from release.ledger
where area_level = 'pfa'
    and period_kind = 'year'
    and measure = 'FAE'
    and sex = 'All'
    and ethnicity = 'All'
union
select cause, area_code, period, age, shown
from release.cell
where month = $month
    and revision = $revision
    and area_level = 'pfa'
    and period_kind = 'year'
    and measure = 'FAE'
    and shown = '[x]';
