-- grain: one row per rule evaluated since $moment, broken rules first
select
    gate,
    subject,
    rule,
    severity,
    is_broken,
    reason,
    broken_at
from checks.outcome
where checked_at >= $moment
order by
    not is_broken,
    severity,
    checked_at,
    gate,
    rule;
