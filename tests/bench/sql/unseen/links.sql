-- grain: one row: how many changes between vintages and differences of causes the model has, and how many of them may
-- be negative, so that they link nothing
select
    count(*) as links,
    count(*) filter (lo < 0) as freed_links
from cell
where kind = 'hidden'
    and (risen_from is not null or is_rest)
