-- grain: one row per figure of the model: its bounds after every sum it stands in has been used once more
create or replace table bound as
with part as (
    select
        r.relation_id, r.total_id, r.part_id, b.lo, b.hi,
        sum(b.lo) over family as sum_lo, sum(b.hi) over family as sum_hi
    from relation_part as r
    inner join bound as b on b.cell_id = r.part_id
    window family as (partition by r.relation_id)
),

implied as (
    select part.part_id as cell_id, total.lo - (sum_hi - part.hi) as lo, total.hi - (sum_lo - part.lo) as hi
    from part
    inner join bound as total on total.cell_id = part.total_id
    union all by name
    select total_id as cell_id, sum_lo as lo, sum_hi as hi from part
),

tightest as (
    select cell_id, max(lo) as lo, min(hi) as hi from implied group by cell_id
)

select
    bound.cell_id,
    greatest(bound.lo, tightest.lo)::bigint as lo,
    case when tightest.hi < no_upper_bound() // 2 then least(bound.hi, tightest.hi) else bound.hi end::bigint as hi,
    case
        when tightest.lo > bound.lo or (tightest.hi < bound.hi and tightest.hi < no_upper_bound() // 2) then $sweep
        else bound.narrowed_in
    end as narrowed_in
from bound
left join tightest using (cell_id)
