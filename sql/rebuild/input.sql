-- grain: one row per delivered file behind a release, in the order in which they were received
select
    input.drop_id,
    input.file_name
from release.input as input
inner join secure.landed.drop as landed using (drop_id)
where input.month = $month
    and input.revision = $revision
order by landed.received_at, input.drop_id;
