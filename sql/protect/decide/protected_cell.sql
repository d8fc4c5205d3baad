-- grain: one row per figure of the model: what is shown of it and the interval `lo` to `hi` that this admits
create or replace table protected_cell as
with placed as (
    select
        cell.cell_id, cell.frequency,
        case
            when frequency <= low_to then low_place
            when frequency >= high_from then high_place
            else place
        end as place,
        case when frequency >= high_from then high_from else 0 end as band_from,
        case when frequency <= low_to then low_to else no_upper_bound() end as band_to
    from decision
    inner join cell using (cell_id)
),

ruled as (
    select placed.*, ladder.base, symbol_of(frequency, ladder) as symbol
    from placed
    inner join rung as ladder using (place)
)

select
    cell_id, symbol.shown, symbol.rounding::integer as rounding,
    greatest(symbol.lo, band_from)::bigint as lo, least(symbol.hi, band_to)::bigint as hi, base::integer as rung,
    case
        when base = 0 then 'withheld'
        when place > 0 then 'coarsened'
        else 'rule'
    end as reason
from ruled
union all
select cell_id, frequency::varchar, 1, frequency, frequency, null, 'national'
from cell where kind = 'exact'
union all
select cell_id, null, null, lo, hi, null, 'shown earlier'
from cell where kind = 'frozen'
union all
select cell_id, null, null, coalesce(lo, 0), coalesce(hi, no_upper_bound()), null, 'never shown'
from cell where kind in ('withheld', 'hidden')
order by cell_id
