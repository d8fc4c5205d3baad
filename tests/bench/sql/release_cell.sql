-- grain: one row per figure of the model of one release: what it shows for the first time and all that was shown before
create or replace table cell as
with chosen as (
    select
        *,
        case
            when period_kind = 'year' and age = 'All ages' then 4
            when period_kind = 'year' then 3
            when age != 'All ages' then 2
            else 1
        end as step
    from vintage_figure
    inner join size using (area_code)
    where release <= $release
        and (area_level != 'national' or age = 'All ages') and (area_code != 'country Wales' or age = 'All ages')
),

ordered as (
    select
        *,
        row_number() over (
            order by
                step, size_rank desc, period, coalesce(risen_from, vintage), risen_from nulls first, age, area_code
        ) as place
    from chosen
),

-- a month is known to be at most what its force is taken to be at most, doubled as often as it takes
levelled as (
    select
        *,
        case when step = 1 and area_level = 'pfa' and risen_from is null
            then greatest(0, ceil(log2(greatest(n, 1) / most))) end as level
    from ordered
)

select
    (place - 1)::integer as cell_id, 'X92-Y09' as cause, 'FAE' as measure, area_level, area_code, period_kind,
    period, age, 'All' as sex, 'All' as ethnicity,
    vintage, vintage as release_vintage, risen_from, false as is_rest, null::integer as step,
    case when area_level = 'pfa' and risen_from is null and release = $release then place end as publish_rank,
    case
        when area_level != 'pfa' then 'exact' when risen_from is not null then 'hidden'
        else 'rule'
    end as kind,
    case when risen_from is not null then 0 when level > 0 then most * 2 ** (level - 1) + 1 end::bigint as lo,
    (most * 2 ** level)::bigint as hi,
    n::bigint as frequency
from levelled
order by cell_id
