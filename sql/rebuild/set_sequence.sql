-- grain: none; the place of the release to make again
set variable sequence = (
    select sequence
    from release.release
    where month = $month
        and revision = $revision
);
