-- grain: one row: the name of the release whose files are at hand
select getvariable('release') as subject;
