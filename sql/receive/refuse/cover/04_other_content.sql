-- grain: one row if the data folder holds drops of the other kind, real or synthetic
select
    'The data folder holds drops of the other kind: synthetic and real ones never share one. '
        || 'Use another data folder.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where exists (
    select 1
    from secure.landed.drop as held
    where held.content != cover.content
);
