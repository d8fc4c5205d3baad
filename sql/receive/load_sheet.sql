-- grain: one row per sheet of the drop at hand
insert into sheet_text values (?, ?, ?);
