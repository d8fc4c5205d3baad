-- grain: one row per area and year whose episodes (FCE) differ between two tables by more than chance
-- severity: critical
-- reason: The consultant episodes of an area and year differ between tables.
-- Admissions add up exactly; the episodes of one stay can lie in two tables' cells differently. So
-- those after a stay's first may differ by eight spreads of a Poisson count, and ten. That is five spreads of
-- counts that vary two and a half times as much: one in 10 million, of some 1,000 pairs in a file. What the
-- extract before showed alike is no news.
with placed as (
    select
        cell.delivered_table,
        case cell.area_level
            when 'la' then la.pfa_code
            when 'region' then cell.area_code
            when 'pfa' then cell.area_code
            else 'country'
        end as area_code,
        financial_year(cell.period) as period,
        cell.measure,
        cell.frequency,
        coalesce(cell.frequency = cell.previous, false) as is_alike
    from revised_cell as cell
    left join reference.local_authority as la on cell.area_code = la.la_code
    where cell.role = 'area'
),

-- A table of forces answers for its regions and the country too.
wider as (
    select
        placed.delivered_table,
        unnest([coalesce(pfa.region_code, pfa.country_code), 'country']) as area_code,
        placed.period,
        placed.measure,
        placed.frequency,
        placed.is_alike
    from placed
    inner join reference.police_force_area as pfa on placed.area_code = pfa.pfa_code
    where placed.delivered_table = 'year by force'
),

by_area as (
    select
        delivered_table,
        area_code,
        period,
        sum(frequency) filter (measure = 'FCE') as episodes,
        sum(frequency) filter (measure = 'FCE') - sum(frequency) filter (measure = 'FAE') as further,
        sum(frequency) filter (measure = 'FAE') as admissions,
        bool_and(is_alike) as is_alike
    from (
        select * from placed
        union all by name
        select * from wider
    )
    group by all
)

select distinct
    one.area_code,
    year_label(one.period) as year
from by_area as one
inner join by_area as other
    on one.area_code = other.area_code
    and one.period = other.period
    and one.delivered_table < other.delivered_table
    -- A year that is not over is held by region up to another month.
    and one.admissions = other.admissions
where not (one.is_alike and other.is_alike)
    and abs(one.episodes - other.episodes)
        > 8 * sqrt(greatest(one.further, 0) + greatest(other.further, 0) + 1) + 10
order by all;
