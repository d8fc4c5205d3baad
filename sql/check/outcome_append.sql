-- grain: one row per evaluation of a rule
insert into checks.outcome
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
