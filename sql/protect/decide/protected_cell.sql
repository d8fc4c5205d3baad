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
        case when frequency <= low_to then low_to else 1000000000 end as band_to
    from decision
    inner join cell using (cell_id)
),

rounded as (
    select
        placed.*, rung.rung, rung.base, rung.hidden_from, rung.hidden_to, rung.symbol, rung.base // 2 as half,
        base * ((frequency + half) // nullif(base, 0)) as nearest
    from placed
    inner join rung using (place)
),

admitted as (
    select
        *,
        base = 0 or frequency between hidden_from and hidden_to as is_hidden,
        case
            when base = 0 then 0
            when frequency < hidden_from then frequency
            when frequency <= hidden_to then hidden_from
            else nearest - half
        end as symbol_lo,
        case
            when base = 0 then 1000000000
            when frequency < hidden_from then frequency
            when frequency <= hidden_to then hidden_to
            else nearest - half + base - 1
        end as symbol_hi
    from rounded
)

select
    cell_id,
    case
        when is_hidden then symbol
        when frequency < hidden_from then frequency::varchar
        else nearest::varchar
    end as shown,
    case when not is_hidden then base end::integer as rounding,
    greatest(symbol_lo, band_from)::bigint as lo, least(symbol_hi, band_to)::bigint as hi, rung,
    case
        when base = 0 then 'withheld'
        when place > 0 then 'coarsened'
        else 'rule'
    end as reason
from admitted
union all
select cell_id, frequency::varchar, 1, frequency, frequency, null, 'national'
from cell where kind = 'exact'
union all
select cell_id, null, null, lo, hi, null, 'shown earlier'
from cell where kind = 'frozen'
union all
select cell_id, null, null, coalesce(lo, 0), coalesce(hi, 1000000000), null, 'never shown'
from cell where kind in ('withheld', 'hidden')
order by cell_id
