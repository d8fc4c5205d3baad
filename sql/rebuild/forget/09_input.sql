-- grain: none; what the release at hand and those after it left
delete from release.input
where (month, revision) in (
    select (month, revision)
    from release.release
    where sequence >= getvariable('sequence')
);
