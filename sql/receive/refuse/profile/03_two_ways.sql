-- grain: one row per text from which a pattern of the delivery profile could read more than one thing
select
    'pattern_two_ways' as refusal,
    sheet,
    row_no,
    label_column_no as column_no,
    field as detail
from cover_said
where profile = getvariable('profile')
    and not is_plain;
