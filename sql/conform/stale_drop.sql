-- grain: one row per landed drop that the current rules have not conformed
create or replace temp table stale_drop as
select
    received.drop_id,
    received.source,
    received.dataset,
    received.extract,
    dataset.cause,
    source.country_code
from secure.landed.drop as received
inner join reference.dataset using (dataset)
inner join reference.source using (source)
anti join (
    select drop_id
    from secure.conformed.drop
    where conform_version = getvariable('conform_version')
) as conformed using (drop_id);
