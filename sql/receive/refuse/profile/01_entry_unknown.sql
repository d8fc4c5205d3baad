-- grain: one row per entry of the file's delivery profile that says what no entry of its place may say
select distinct
    'entry_unknown' as refusal,
    null as sheet,
    null as row_no,
    null as column_no,
    concat_ws(', ', entry.profile, entry.place, entry.text, entry.meaning, entry.value) as detail
from reference.delivery_entry as entry
left join reference.delivery_meaning as known using (place, meaning)
where entry.profile in ('contract', getvariable('profile'))
    and (
        known.place is null
        or (known.value = 'none' and entry.value is not null)
        or (known.value = 'needed' and entry.value is null)
        or (entry.text is null) != (entry.place = 'constant')
    );
