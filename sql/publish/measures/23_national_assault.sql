-- grain: one row per nation and financial year or 12 months ending: all assault of its known forces
-- The files of all assault have no residents of no known force, so no nation has a total of them. This
-- is the sum of what its forces show: of a symbol the middle of the counts that it stands for. `least`
-- and `most` are the sums of the least and the most that each figure can have been. `sharp` is sharp
-- object of the same forces, summed alike; its share of all assault is in percent. A period in which a
-- force shows no figure, or one that could be anything, has no row.
create or replace temp table national_assault as
with bounded as (
    select
        figure.cause,
        figure.period_kind,
        figure.period,
        figure.status,
        figure.area_code,
        area.country,
        coalesce(figure.least, rung.hidden_from) as least,
        coalesce(figure.most, rung.hidden_to) as most,
        coalesce(figure.value, (rung.hidden_from + rung.hidden_to) / 2) as value
    from figure
    inner join area using (area_code)
    left join rung
        on figure.shown = rung.symbol
        and rung.base > 0
    where figure.area_level = 'pfa'
        and figure.age = 'All ages'
        and figure.period_kind in ('year', 'rolling_year')
),

summed as (
    select
        nation.area_code,
        bounded.cause,
        bounded.period_kind,
        bounded.period,
        count(*) as forces,
        sum(bounded.value) as value,
        sum(bounded.least) as least,
        sum(bounded.most) as most,
        bool_or(bounded.status = 'provisional') as is_provisional
    from bounded
    inner join area as nation
        on nation.area_level = 'national'
        and nation.country in (bounded.country, 'England and Wales')
    group by nation.area_code, bounded.cause, bounded.period_kind, bounded.period
    having count(*) = count(bounded.value)
)

select
    assault.area_code,
    assault.period_kind,
    assault.period,
    assault.forces,
    assault.is_provisional,
    cast(round(assault.value, -1) as integer) as value,
    cast(assault.least as integer) as least,
    cast(assault.most as integer) as most,
    cast(round(sharp.value, -1) as integer) as sharp,
    round(100 * sharp.value / assault.value, 1) as share,
    round(100 * sharp.least / assault.most, 1) as share_least,
    round(100 * sharp.most / assault.least, 1) as share_most
from summed as assault
inner join summed as sharp using (area_code, period_kind, period, forces)
where assault.cause = 'X92-Y09'
    and sharp.cause = 'X99';
