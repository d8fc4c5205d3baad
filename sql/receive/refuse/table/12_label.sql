-- grain: one row per age, gender, ethnic group or measure that no reference table knows
select
    label.refusal,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from labelled_row as data_row
inner join header_column as header using (table_no)
inner join (
    values
    ('age category', 'age_unknown'),
    ('age group', 'age_unknown'),
    ('sex', 'sex_unknown'),
    ('ethnicity', 'ethnicity_unknown'),
    ('measure', 'measure_unknown')
) as label (dimension, refusal) using (dimension)
where case label.refusal
    when 'age_unknown' then data_row.age is null
    when 'sex_unknown' then data_row.sex is null
    when 'ethnicity_unknown' then data_row.ethnicity is null
    when 'measure_unknown' then data_row.measure not in ('FAE', 'FCE')
end;
