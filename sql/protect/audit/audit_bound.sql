-- grain: one row per figure of the model: the bounds swept so far, its count, whether it is audited
-- A span is never shown, and says nothing that the sums of its months do not.
-- system: the figures that are bounded on their own first: a force with its local authorities and the former
-- areas of both, or Wales.
with recursive inside as (
    select distinct part.area_code, total.area_code as whole_code
    from relation_part
    inner join cell as part on relation_part.part_id = part.cell_id
    inner join cell as total on relation_part.total_id = total.cell_id
    where part.area_level in ('la', 'pfa')
        and total.area_level in ('la', 'pfa')
        and part.area_code != total.area_code
),

holding as (
    select area_code, whole_code, 1 as depth
    from inside
    union
    select holding.area_code, inside.whole_code, holding.depth + 1
    from holding
    inner join inside on holding.whole_code = inside.area_code
),

force as (
    select area_code, max_by(whole_code, (depth, whole_code)) as force_code
    from holding
    group by area_code
)

select
    bound.cell_id, bound.lo, bound.hi, cell.frequency,
    cell.kind in ('rule', 'withheld', 'frozen')
        and (protected_cell.shown is null or protected_cell.shown in (select symbol from rung))
        and protected_cell.lo < protected_cell.hi and protected_cell.lo <= $suppressed_to as is_suppressed,
    cell.period_kind like '% months' as is_span,
    cell.is_rest,
    dense_rank() over (
        order by if(cell.area_code like 'W%', 'Wales', coalesce(force.force_code, cell.area_code))
    ) as system
from bound
inner join protected_cell using (cell_id)
inner join cell using (cell_id)
left join force using (area_code)
order by bound.cell_id
