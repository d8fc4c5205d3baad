-- grain: one row: the current release, if it is new
select
    getvariable('release_month') as month,
    getvariable('revision') as revision;
