-- grain: one row if the data folder holds drops of the other kind, real or synthetic
select
    'other_content' as refusal,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where exists (
    select 1
    from secure.landed.drop as held
    where held.content != cover.content
);
