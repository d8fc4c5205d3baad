-- grain: one row per figure of the model, in the order in which it is decided how to show it
-- The order and the most that a figure is taken to be come from residents: public, and the same
-- whatever the counts are. They are those of mid-2020, whatever estimates come later: others would show
-- figures otherwise than the releases before. Months before years, the smallest force first. A count above
-- its level doubles the level as often as needed; that it was doubled is taken to be known to everyone.
create or replace temp table cell as
with resident as (
    select
        pfa_code,
        area_code,
        cast(population as bigint) as residents
    from reference.population
    inner join (
        select pfa_code, unnest([pfa_code, region_code]) as area_code
        from reference.police_force_area
        union all by name
        select pfa_code, la_code as area_code
        from reference.current_local_authority
    ) using (pfa_code)
    where area_code is not null
        and mid_year = '2020'
),

area_resident as (
    select area_code, sum(residents) as residents
    from resident
    group by area_code
),

placed as (
    select cell_no, step
    from publication_cell
    inner join (select unnest($tables) as publication_table, unnest($steps) as step) as decided
        using (publication_table)
),

levelled as (
    select
        figure.*,
        residents,
        $margin + residents * case cause when 'X99' then $sharp_object else $all_assault end
            // 100000 as month_level,
        month_level * case period_kind when 'month' then 1 else 12 end as level,
        greatest(0, ceil(log2(greatest(frequency, 1) / level))) as doubled,
        step
    from model_figure as figure
    left join area_resident using (area_code)
    left join placed using (cell_no)
),

public_interval as (
    select
        cause, area_code, period_kind, period, age,
        max(cast(lo as bigint)) as lo,
        min(cast(hi as bigint)) as hi
    from reference.public_figure
    group by all
),

known as (
    select
        levelled.* exclude (lo, hi),
        greatest(
            levelled.lo,
            public_interval.lo,
            case when kind = 'rule' and doubled > 0 then level * 2 ** (doubled - 1) + 1 end
        ) as lo,
        least(
            levelled.hi,
            public_interval.hi,
            case when kind = 'rule' then level * 2 ** doubled end
        ) as hi
    from levelled
    left join public_interval
        on levelled.cause = public_interval.cause
        and levelled.area_code = public_interval.area_code
        and levelled.period_kind = public_interval.period_kind
        and levelled.period = public_interval.period
        and levelled.age = public_interval.age
        and levelled.vintage = 'final'
        and levelled.risen_from is null
        and not levelled.is_rest
),

ordered as (
    select
        *,
        row_number() over (
            order by
                kind != 'rule', step, cause, residents nulls last, area_code, period, age,
                coalesce(risen_from, vintage), risen_from nulls first, vintage, period_kind
        ) as publish_rank
    from known
)

select
    cast(publish_rank - 1 as integer) as cell_id,
    cell_no,
    cause,
    'FAE' as measure,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    'All' as sex,
    'All' as ethnicity,
    vintage,
    release_vintage,
    risen_from,
    is_rest,
    case kind when 'rule' then publish_rank end as publish_rank,
    cast(step as integer) as step,
    kind,
    cast(lo as bigint) as lo,
    cast(hi as bigint) as hi,
    cast(frequency as bigint) as frequency
from ordered
order by cell_id;
