-- grain: one row: the name of the release of the current files
select getvariable('release') as subject;
