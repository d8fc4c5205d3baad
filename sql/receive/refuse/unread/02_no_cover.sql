-- grain: one row if nothing in the file is a Cover
-- Asked first: a file that says nothing of itself would else be called a real drop.
select
    case when exists (select 1 from cover_said) then 'no_cover_values' else 'no_cover' end as refusal,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where content = 'real'
    -- Not one of those that say what the file is of.
    and coalesce(agreement, dataset, source, extract, cast(period_start as varchar)) is null;
