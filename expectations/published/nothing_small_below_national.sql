-- grain: one row per number below national level that the policy shows for no count
-- severity: critical
-- reason: A figure below national level is a number that the policy shows for no count.
-- What an earlier release showed stays as it was, though it was under an earlier rule.
select
    cell.publication_table,
    cell.area_code,
    cell.period,
    cell.age
from release_cell as cell
inner join ruled_cell as ruled using (cell_no)
left join rung on cell.rounding = cast(rung.base as varchar)
where cell.area_level != 'national'
    and not ruled.is_frozen
    and regexp_full_match(cell.shown, '\d+')
    and not coalesce(
        try_cast(cell.shown as bigint) < rung.hidden_from
        or (
            try_cast(cell.shown as bigint) % rung.base = 0
            -- The greatest count that is rounded to it is not one that the rung hides.
            and try_cast(cell.shown as bigint) + (rung.base - 1) // 2 > rung.hidden_to
        ),
        false
    )
order by all;
