-- grain: one row per local authority, month and age band: each force's admissions dealt out in equal shares
-- the reference has no populations of authorities, so each admission goes to one of its force's by the
-- hash of its place
create or replace table la_admission as
with la as (
    select
        la_code as la, pfa_name as area,
        row_number() over (partition by pfa_name order by la_code) - 1 as place,
        count(*) over (partition by pfa_name) as places
    from read_csv($la)
    inner join read_csv($force) using (pfa_code)
    where la_code = current_la_code
),

dealt as (
    select area, month, year, age, unnest(range(n)) as nth from admission
)

select
    la.area, la.la, months.month, months.year, months.age, count(dealt.nth)::bigint as n
from la
inner join (select distinct area, month, year, age from admission) as months using (area)
left join dealt
    on dealt.area = la.area and dealt.month = months.month and dealt.age = months.age
    and hash(dealt.area, dealt.month, dealt.age, dealt.nth) % la.places = la.place
group by all
