-- grain: one row per text that the file's delivery profile enters twice: it could be read in two ways
select distinct
    'entry_twice' as refusal,
    null as sheet,
    null as row_no,
    null as column_no,
    concat_ws(', ', getvariable('profile'), place, label) as detail
from profile_entry
where place in ('cover label', 'header', 'cell', 'row')
group by place, label, case when place = 'cell' then meaning end
having count(*) > 1;
