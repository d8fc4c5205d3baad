-- grain: one row if a spreadsheet would run the file's name, which manifests repeat, as a formula
select
    'The file''s name begins as a formula of a spreadsheet does. Ask the sender what it is; a good '
        || 'file is received under its agreed name.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
where regexp_matches(getvariable('file_name'), '^[\s=+@-]');
