-- grain: one row per local authority code since 2011
select
    la_code,
    la_name,
    successor_la_code,
    superseded_on,
    current_la_code,
    pfa_code
from reference.local_authority
order by la_code;
