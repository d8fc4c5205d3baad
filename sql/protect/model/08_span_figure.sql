-- grain: one row per area, age and vintage and three, six or nine months that end with a quarter; added to the model
-- Never shown. Totals of twelve months that overlap share such a span: what one of them says of it,
-- less what its months say, is news for the other. As a figure of its own it carries that, which sums
-- of single months are too wide to do. So does the rise of a span between two vintages, in both of which
-- totals overlap: a final year and a provisional total share months too. Spans start with the financial
-- year in which the first rolling total does: the two share months, and what is left of the year before
-- those is a span as well.
insert into model_figure by name
with overlapping as (
    select
        cause,
        vintage,
        risen_from,
        financial_year(min(first_month(period_kind, period_start(period_kind, period)))) as first_month
    from model_figure
    where area_level = 'pfa'
        and period_kind = 'rolling_year'
    group by cause, vintage, risen_from
),

linked as (
    select * from overlapping
    union by name
    select
        rise.cause,
        rise.later as vintage,
        rise.earlier as risen_from,
        greatest(earlier.first_month, later.first_month) as first_month
    from rise
    inner join overlapping as earlier
        on rise.cause = earlier.cause
        and rise.earlier = earlier.vintage
        and earlier.risen_from is null
    inner join overlapping as later
        on rise.cause = later.cause
        and rise.later = later.vintage
        and later.risen_from is null
),

figure_of_month as (
    select model_figure.*, month_of(period) as month
    from model_figure
    inner join linked
        on model_figure.cause = linked.cause
        and model_figure.vintage = linked.vintage
        and model_figure.risen_from is not distinct from linked.risen_from
    where period_kind = 'month'
        and month_of(period) >= first_month
)

select
    ending.cause,
    ending.area_level,
    ending.area_code,
    months || ' months' as period_kind,
    ending.period,
    ending.age,
    ending.vintage,
    ending.risen_from,
    case when bool_and(part.kind = 'exact') then 'exact' else 'hidden' end as kind,
    sum(least(case part.kind when 'exact' then part.frequency else coalesce(part.lo, 0) end, 0)) as lo,
    sum(part.frequency) as frequency,
    false as is_rest
from figure_of_month as ending
cross join (values (3), (6), (9)) as length (months)
inner join figure_of_month as part
    on ending.cause = part.cause
    and ending.area_level = part.area_level
    and ending.area_code = part.area_code
    and ending.age = part.age
    and ending.vintage = part.vintage
    and ending.risen_from is not distinct from part.risen_from
    and part.month between ending.month - to_months(cast(months as integer) - 1) and ending.month
where month(ending.month) % 3 = 0
group by all
having count(*) = months;
