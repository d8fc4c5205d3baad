-- grain: none; what the release to make again and those after it left in a table
delete from $table
where (month, revision) in (
    select (month, revision)
    from forgotten_release
);
