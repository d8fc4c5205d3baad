-- grain: one row per figure of the chosen tables
-- Of a step and an area the latest period is decided first (docs/explanation/cost-of-protection.md).
create or replace table cell as
with chosen as (
    select *,
        case
            when period_kind like '% months' then 10
            when area_level = 'la' and period_kind = 'year' then 8
            when area_level = 'la' then 9
            when period_kind = 'rolling_year' and age = 'All ages' then 7
            when period_kind = 'rolling_year' then 6
            when area_level = 'region' then 5
            when period_kind = 'year' and age = 'All ages' then 4
            when period_kind = 'year' then 3
            when age != 'All ages' then 2
            else 1
        end as step
    from figure
    where (period_kind in ('month', 'year') or period_kind like '% months'
            or ($rolling = 'every month' and period_kind = 'rolling_year')
            or ($rolling = 'quarter ends' and period_kind = 'rolling_year'
                and period[6:] in ('03', '06', '09', '12')))
        and (area_level in ('pfa', 'country', 'national') or area_level = any($levels))
        and (period_kind != 'rolling_year' or area_level in ('pfa', 'country', 'national'))
        and (area_level != 'national' or age = 'All ages')
        and (area_code != 'country Wales' or age = 'All ages')
),

ordered as (
    select
        *, row_number() over (order by step, size_rank desc, period desc, age, area_code) as publish_rank
    from chosen
    inner join size using (area_code)
),

-- a month is known to be at most what its force is taken to be at most, doubled as often as it takes
levelled as (
    select
        *,
        case when step = 1 and area_level = 'pfa'
            then greatest(0, ceil(log2(greatest(n, 1) / most))) end as level
    from ordered
)

select
    (publish_rank - 1)::integer as cell_id,
    'X92-Y09' as cause, 'FAE' as measure, area_level, area_code, period_kind, period, age,
    'All' as sex, 'All' as ethnicity, 'final' as vintage, 'final' as release_vintage,
    null::varchar as risen_from, false as is_rest, null::integer as step,
    case when area_level in ('pfa', 'region', 'la') and step < 10 then publish_rank end as publish_rank,
    case
        when area_level not in ('pfa', 'region', 'la') then 'exact' when step = 10 then 'hidden' else 'rule'
    end as kind,
    case when level > 0 then most * 2 ** (level - 1) + 1 end::bigint as lo,
    case when step < 10 then most * 2 ** level end::bigint as hi,
    n as frequency
from levelled
order by cell_id
