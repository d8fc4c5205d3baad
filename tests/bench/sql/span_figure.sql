-- grain: one row per area, span of months and age band, added to the figures
-- They are what overlapping totals share, never shown.
-- Of the countries, spans of Wales alone: with as many forces as England has their sum narrows next to nothing.
insert into figure
with span as (
    select distinct
        total,
        split_part(total, ' ', 1)::integer as n,
        (split_part(total, ' ', 3) || '-01')::date as ends
    from family_part
    where total like '% months %'
)

select
    area_level, area_code, span.n || ' months' as period_kind, strftime(ends, '%Y-%m') as period, age,
    sum(figure.n)::bigint as n
from span
inner join figure
    on figure.period_kind = 'month'
    and (figure.period || '-01')::date between ends - to_months(span.n - 1) and ends
where area_level = 'pfa' or area_code = 'country Wales'
group by all
