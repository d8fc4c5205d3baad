-- grain: one row per figure of the model: the whole numbers `lo` to `hi` that an outsider cannot rule out so far
-- from what is shown now and what was known of the same figure before
-- A count that fell between vintages is not held to rising, nor one of all assault below that of sharp object
-- to being no less: an outsider who expects that is mistaken.
create or replace table bound as
select
    cell_id,
    case
        when cell.kind = 'hidden' and cell.frequency < cell.lo then no_lower_bound()
        else greatest(protected_cell.lo, cell.lo)
    end as lo,
    least(protected_cell.hi, cell.hi) as hi,
    0 as narrowed_in
from protected_cell
inner join cell using (cell_id)
