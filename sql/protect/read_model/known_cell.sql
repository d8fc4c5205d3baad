-- grain: one row per figure of the model, by cell_id: what outsiders know before anything of this release is shown
-- below national level; with_frozen false: what national totals tell alone, without what earlier releases showed
select
    cell_id,
    case
        when kind = 'exact' then frequency
        when kind = 'frozen' and not $with_frozen then 0
        else coalesce(lo, 0)
    end::bigint as lo,
    case
        when kind = 'exact' then frequency
        when kind = 'frozen' and not $with_frozen then no_upper_bound()
        else coalesce(hi, no_upper_bound())
    end::bigint as hi,
    kind in ('rule', 'withheld', 'frozen') as is_protected
from cell
order by cell_id
