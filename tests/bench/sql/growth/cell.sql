-- grain: one row per figure of the months at hand: forces, then local authorities, totals before their parts
create or replace table cell as
with figure as (
    select 'la' as area_level, la_code as area_code, month, measure, sex, ethnicity, age, frequency
    from aged
    union all
    select 'pfa', pfa_code, month, measure, sex, ethnicity, age, sum(frequency)
    from aged
    group by all
),

ordered as (
    select
        *,
        row_number() over (
            order by
                area_level = 'la',
                case age when 'All ages' then 1 when 'Under 25' then 2 when '25 and over' then 2 else 3 end,
                area_code, month, measure, sex, ethnicity, age
        ) as publish_rank,
        -- A figure is known to be at most its level, doubled as often as it takes.
        if(area_level = 'la', 16, 256) as most,
        greatest(0, ceil(log2(greatest(frequency, 1) / most))) as doubled
    from figure
)

select
    cast(publish_rank - 1 as integer) as cell_id,
    'X92-Y09' as cause,
    measure,
    area_level,
    area_code,
    'month' as period_kind,
    month_label(month) as period,
    age,
    sex,
    ethnicity,
    'final' as vintage, 'final' as release_vintage,
    cast(null as varchar) as risen_from,
    false as is_rest, null::integer as step,
    publish_rank,
    'rule' as kind,
    case when doubled > 0 then cast(most * 2 ** (doubled - 1) + 1 as bigint) end as lo,
    cast(most * 2 ** doubled as bigint) as hi,
    cast(frequency as bigint) as frequency
from ordered
order by cell_id
