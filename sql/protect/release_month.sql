-- grain: one row: the month that the release at hand is of
select getvariable('release_month') as month;
