-- grain: one row per suppressed figure: what an outsider can narrow it to, the verdict on that, and how it was found
create or replace table audit_cell as
with settled as (
    select
        unnest(cast(string_split($cell_id, ',') as integer[])) as cell_id,
        unnest(cast(string_split($lo, ',') as bigint[])) as lo,
        unnest(cast(string_split($hi, ',') as bigint[])) as hi,
        unnest(string_split($method, ',')) as method
)

select
    cell_id, lo, hi,
    case
        when hi = 0 or lo > $suppressed_to then 'safe'
        when lo = hi then 'exact'
        when hi <= $refused_at_most then 'known to be 2 or less'
        when hi - lo = 1 then 'two values'
        when hi - lo = 2 then 'three values'
        else 'safe'
    end as verdict,
    method
from settled
order by cell_id
