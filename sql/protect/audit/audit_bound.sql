-- grain: one row per figure of the model: the bounds swept so far, its count, whether it is audited
-- A span is never shown, and says nothing that the sums of its months do not.
-- system: the figures that are bounded on their own first: a force with its local authorities, or Wales.
with authority as (
    select part.area_code, any_value(total.area_code) as force_code
    from relation_part
    inner join cell as part on relation_part.part_id = part.cell_id
    inner join cell as total on relation_part.total_id = total.cell_id
    where part.area_level = 'la' and total.area_level = 'pfa'
    group by part.area_code
)

select
    bound.cell_id, bound.lo, bound.hi, cell.frequency,
    cell.kind in ('rule', 'withheld', 'frozen')
        and (protected_cell.shown is null or protected_cell.shown in (select symbol from rung))
        and protected_cell.lo < protected_cell.hi and protected_cell.lo <= $suppressed_to as is_suppressed,
    cell.period_kind like '% months' as is_span,
    cell.is_rest,
    dense_rank() over (
        order by if(cell.area_code like 'W%', 'Wales', coalesce(authority.force_code, cell.area_code))
    ) as system
from bound
inner join protected_cell using (cell_id)
inner join cell using (cell_id)
left join authority using (area_code)
order by bound.cell_id
