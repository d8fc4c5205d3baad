-- grain: one row per admission from $starts on and place that it is counted in, some for a while only
-- In $falls per cent of the months from $provisional_from on, of a force and kind of assault, no admission is coded
-- late, and a tenth of them (at least one) is taken away up to three months later. Half of these move to another area
-- of the country; the other half were no admissions.
create or replace temp table placed_case as
with area as (
    select
        la_code as area_code, current_la_code as la_code, pfa_code, coalesce(region_code, 'W92000004') as region_code,
        left(la_code, 1) as country
    from reference.local_authority
    union all
    select 'E99999999', null, 'E99999999', null, 'E'
),

numbered as (
    select
        country, area_code, row_number() over (partition by country order by area_code) - 1 as number,
        count(*) over (partition by country) as areas
    from area
    where la_code = area_code
),

ranked as (
    select
        hospital_case.*,
        country,
        pfa_code,
        pfa_code != 'E99999999' and month >= cast($provisional_from as date)
        and hash($seed, pfa_code, month, is_sharp) % 100 < $falls as is_hit,
        row_number() over (
            partition by pfa_code, month, is_sharp
            order by hash(area_code, age, sex, ethnicity, episodes), coded_after
        ) as nth,
        count(*) over (partition by pfa_code, month, is_sharp) as of_month
    from hospital_case
    inner join area using (area_code)
    where month >= cast($starts as date)
),

taken as (
    select
        * replace (if(is_hit, 0, coded_after) as coded_after),
        case when is_hit and nth <= greatest(1, of_month // 10)
            then cast(1 + hash(pfa_code, month, is_sharp, nth) % 3 as integer) end as removed_after
    from ranked
),

counted as (
    select area_code, month, is_sharp, age, sex, ethnicity, episodes, coded_after, removed_after
    from taken
    union all
    select
        numbered.area_code, month, is_sharp, age, sex, ethnicity, episodes, removed_after as coded_after,
        null as removed_after
    from taken
    inner join numbered
        on taken.country = numbered.country
        and hash($seed, month, is_sharp, nth, taken.area_code) % numbered.areas = numbered.number
    where removed_after is not null
        and nth % 2 = 1
)

select counted.*, la_code, pfa_code, region_code, country
from counted
inner join area using (area_code)
