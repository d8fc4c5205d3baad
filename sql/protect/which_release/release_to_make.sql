-- grain: one row: the release at hand, if it is new
select
    getvariable('release_month') as month,
    getvariable('revision') as revision;
