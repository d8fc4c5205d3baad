-- grain: one row per age, gender, ethnic group or measure that no reference table knows
select
    'The ' || label.word || ' is not one that the contract names. Ask the sender; if it is new, '
        || 'it must be agreed before it can be received.'
        as reason,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from labelled_row as data_row
inner join header_cell as header using (table_no)
inner join (
    values
    ('age category', 'age'),
    ('age group', 'age'),
    ('sex', 'gender'),
    ('ethnicity', 'ethnic group'),
    ('measure', 'measure')
) as label (dimension, word) using (dimension)
where case label.word
    when 'age' then data_row.age is null
    when 'gender' then data_row.sex is null
    when 'ethnic group' then data_row.ethnicity is null
    when 'measure' then data_row.measure not in ('FAE', 'FCE')
end;
