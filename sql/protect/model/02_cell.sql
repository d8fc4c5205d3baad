-- grain: one row per figure of the model, in the order in which it is decided how to show it
-- The order comes from residents: public, and the same whatever the counts are. Months before years,
-- the smallest force first.
create or replace temp table cell as
with resident as (
    select
        pfa_code as area_code,
        cast(population as bigint) as residents
    from reference.population
),

stepped as (
    select
        figure.*,
        resident.residents,
        case
            when area_level = 'la' then 6
            when area_level in ('region', 'country') then 5
            when period_kind = 'year' and age = 'All ages' then 4
            when period_kind = 'year' then 3
            when age != 'All ages' then 2
            else 1
        end as step
    from model_figure as figure
    left join resident using (area_code)
),

ordered as (
    select
        *,
        row_number() over (
            order by
                cause, kind != 'rule', step, residents nulls last, area_code, period, age, vintage
        ) as publish_rank
    from stepped
)

select
    cast(publish_rank - 1 as integer) as cell_id,
    cell_no,
    cause,
    measure,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    'All' as sex,
    'All' as ethnicity,
    vintage,
    case kind when 'rule' then publish_rank end as publish_rank,
    kind,
    cast(null as bigint) as cap,
    cast(null as bigint) as lo,
    cast(null as bigint) as hi,
    cast(count as bigint) as count
from ordered
order by cell_id;
