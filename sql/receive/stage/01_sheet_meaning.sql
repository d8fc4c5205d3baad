-- grain: one row per sheet and thing that the delivery profile says of it by its name
create or replace temp table sheet_meaning as
select distinct
    sheet_text.sheet,
    entry.meaning,
    entry.value
from sheet_text
inner join profile_entry as entry
    on entry.place = 'sheet name'
    and text_matches(sheet_text.sheet, entry.label);
