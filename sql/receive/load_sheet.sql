-- grain: one row per sheet of the current drop
insert into sheet_text values (?, ?);
