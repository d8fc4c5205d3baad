-- grain: cause x measure x area x kind of period x period x age x sex x ethnicity: every true figure
-- A year or twelve months ending is present only if all its months are. It is summed from true
-- counts.
create or replace table secure.conformed.figure as
with by_month as (
    select
        cause,
        'FAE' as measure,
        area_level,
        area_code,
        'month' as period_kind,
        month as period,
        age,
        frequency,
        is_provisional
    from area_month
),

by_year as (
    select
        cause,
        measure,
        area_level,
        area_code,
        'year' as period_kind,
        financial_year(period) as period,
        age,
        case when count(frequency) = 12 then sum(frequency) end as frequency,
        bool_or(is_provisional) as is_provisional
    from by_month
    group by all
    having count(*) = 12
),

by_rolling_year as (
    select
        cause,
        measure,
        area_level,
        area_code,
        'rolling_year' as period_kind,
        period,
        age,
        case when count(frequency) over last_twelve = 12 then sum(frequency) over last_twelve end as frequency,
        bool_or(is_provisional) over last_twelve as is_provisional
    from by_month
    where area_level != 'la'
    window last_twelve as (
        partition by cause, area_level, area_code, age
        order by period
        rows between 11 preceding and current row
    )
    qualify count(*) over last_twelve = 12
),

monthly as (
    select * from by_month
    union all by name
    select * from by_year
    union all by name
    select * from by_rolling_year
)

select
    cause,
    measure,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    'All' as sex,
    'All' as ethnicity,
    case age when 'All ages' then 'total' else 'age band' end as breakdown,
    cast(frequency as integer) as frequency,
    is_provisional
from monthly
union all by name
select
    cause,
    measure,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    sex,
    ethnicity,
    case
        when age != 'All ages' then 'age group'
        when sex != 'All' then 'sex'
        when ethnicity != 'All' then 'ethnicity'
        else 'total'
    end as breakdown,
    frequency,
    is_provisional
from bi_annual;
