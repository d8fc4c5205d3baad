-- grain: one row: how many suppressed figures have which verdict (figures, never admissions)
create or replace temp table audit_receipt as
select
    count(*) as suppressed,
    count(*) filter (verdict = 'exact' and method not in ('known before', 'exact totals')) as exact,
    count(*) filter (verdict = 'known to be 2 or less' and method not in ('known before', 'exact totals')) as at_most_2,
    count(*) filter (verdict = 'two values') as two_values,
    count(*) filter (verdict = 'three values') as three_values,
    count(*) filter (method = 'unsettled') as unsettled,
    count(*) filter (method = 'known before') as known_before,
    count(*) filter (method = 'exact totals') as exact_totals
from audit_cell
