-- grain: one row per release to forget: the one to make again and all after it
create temp table forgotten_release as
select
    month,
    revision
from release.release
where sequence >= (
    select sequence
    from release.release
    where month = $month
        and revision = $revision
);
