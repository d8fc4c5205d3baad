-- grain: one row: the release that the current figures have become, or none
select
    month,
    revision,
    inputs
from secure.conformed.standing
where asked is not distinct from cast($asked as date)
    and inputs is not null;
