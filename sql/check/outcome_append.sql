-- grain: one row per rule and time that it was evaluated
insert into checks.outcome
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
