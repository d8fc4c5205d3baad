-- grain: one row if a spreadsheet would run the file's name, which manifests repeat, as a formula
select
    'name_like_a_formula' as refusal,
    null as sheet,
    null as row_no,
    null as column_no
where regexp_matches(getvariable('file_name'), '^[\s=+@-]');
