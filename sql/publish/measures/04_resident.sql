-- grain: one row per area, mid-year (30 June) and age band: its residents, whom rates are of
-- Between two estimates a force's total and its share under 25 move in a straight line; 25 and over is
-- the rest, so ages add up. The last estimate is held for the mid-years after it, as far as the release
-- needs them. Nations are the sums of their forces. `estimated_from` and `estimated_to` are the mid-years
-- of the estimates behind a figure. Figures that start from another `census` are not on one basis.
create or replace temp table resident as
with estimate as (
    select
        pfa_code,
        cast(mid_year as integer) as mid_year,
        cast(population as double) as total,
        cast(aged_under_25 as double) / cast(population as double) as share_under_25
    from reference.population
),

had as (
    select min(mid_year) as first_had, max(mid_year) as last_had
    from estimate
),

force_year as (
    select pfa_code, unnest(generate_series(first_had, last_had)) as mid_year
    from reference.police_force_area
    cross join had
),

filled as (
    select
        pfa_code,
        mid_year,
        round(fill(total order by mid_year) over force) as total,
        fill(share_under_25 order by mid_year) over force as share_under_25,
        max(mid_year) filter (total is not null) over up_to_then as total_from,
        min(mid_year) filter (total is not null) over since_then as total_to,
        max(mid_year) filter (share_under_25 is not null) over up_to_then as share_from,
        min(mid_year) filter (share_under_25 is not null) over since_then as share_to
    from force_year
    left join estimate using (pfa_code, mid_year)
    window
        force as (partition by pfa_code order by mid_year),
        up_to_then as (partition by pfa_code order by mid_year),
        since_then as (
            partition by pfa_code order by mid_year
            rows between current row and unbounded following
        )
),

aged as (
    select
        pfa_code,
        mid_year,
        total,
        round(total * share_under_25) as under_25,
        total_from,
        total_to,
        least(total_from, share_from) as band_from,
        greatest(total_to, share_to) as band_to
    from filled
),

of_age as (
    select pfa_code, mid_year, 'All ages' as age, total as residents, total_from as estimated_from,
        total_to as estimated_to
    from aged
    union all
    select pfa_code, mid_year, 'Under 25', under_25, band_from, band_to from aged
    union all
    select pfa_code, mid_year, '25 and over', total - under_25, band_from, band_to from aged
),

held as (
    select of_age.* replace (
        unnest(generate_series(
            last_had + 1, year(getvariable('release_month') - interval 5 months)
        )) as mid_year
    )
    from of_age
    inner join had on of_age.mid_year = had.last_had
),

placed as (
    select *
    from (from of_age union all from held)
    inner join reference.police_force_area using (pfa_code)
),

summed as (
    select
        coalesce(pfa_code, country_code, 'K04000001') as area_code,
        cast(mid_year as integer) as mid_year,
        age,
        cast(sum(residents) as integer) as residents,
        any_value(estimated_from) as estimated_from,
        any_value(estimated_to) as estimated_to
    from placed
    group by grouping sets (
        (pfa_code, mid_year, age), (country_code, mid_year, age), (mid_year, age)
    )
)

select
    summed.*,
    case
        when summed.mid_year > estimated_to then 'held'
        when estimated_from < estimated_to then 'interpolated'
        else 'estimate'
    end as basis,
    estimate.census
from summed
inner join reference.population_estimate as estimate
    on summed.estimated_to = cast(estimate.mid_year as integer);
