-- grain: one row per landed drop that the present rules have not conformed
select drop_id
from secure.landed.drop
anti join (
    select drop_id
    from secure.conformed.drop
    where conform_version = getvariable('conform_version')
) as conformed using (drop_id)
order by drop_id;
