-- grain: one row per figure of the model: the whole numbers `lo` to `hi` that an outsider cannot rule out so far
-- from what is shown now and what was known of the same figure before
create or replace table bound as
select
    cell_id, greatest(protected_cell.lo, cell.lo) as lo, least(protected_cell.hi, cell.hi) as hi, 0 as narrowed_in
from protected_cell
inner join cell using (cell_id)
