-- grain: one row: the rule below national level that applies now
select
    cast(hidden_from as integer) as hidden_from,
    cast(hidden_to as integer) as hidden_to,
    cast(base as integer) as base
from reference.disclosure_policy
where treatment = 'rounded'
order by applies_from desc
limit 1;
