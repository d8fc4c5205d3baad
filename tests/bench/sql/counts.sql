-- grain: one row per force, month and age band: invented sharp object admissions, as `make bench-protect` reads them
-- Under 25 is about two in five, dealt out by hash.
with dealt as (
    select
        force_code as pfa_code,
        month,
        is_sharp,
        unnest(range(admissions)) as nth
    from admission_count
    where is_sharp
),

months as (
    select distinct month from admission_count
),

age as (
    select unnest(['Under 25', '25+']) as age2
),

counted as (
    select
        pfa_code,
        month,
        if(hash(pfa_code, month, nth) % 5 < 2, 'Under 25', '25+') as age2,
        count(*) as n
    from dealt
    group by all
)

select
    force.pfa_name as pfa,
    coalesce(region.region_name, 'Wales') as region,
    country.country_name as country,
    month_label(cast(months.month as date)) as month,
    year_label(financial_year(cast(months.month as date))) as year,
    age.age2,
    coalesce(counted.n, 0) as n
from reference.police_force_area as force
inner join reference.country as country using (country_code)
left join reference.region as region using (region_code)
cross join months
cross join age
left join counted using (pfa_code, month, age2)
order by all
