-- grain: one row per sheet of the current drop
create or replace temp table sheet_text (
    sheet varchar,
    content varchar
);
