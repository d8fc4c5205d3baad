-- grain: one row per figure of the model, by cell_id: what outsiders know before anything of this release is shown
select
    cell_id,
    case kind when 'exact' then frequency else coalesce(lo, 0) end::bigint as lo,
    case kind when 'exact' then frequency else coalesce(hi, no_upper_bound()) end::bigint as hi,
    kind in ('rule', 'withheld', 'frozen') as is_protected
from cell
order by cell_id
