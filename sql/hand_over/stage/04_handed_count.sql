-- grain: table x measure x area x period x age: every count that is handed over
-- Only areas of today: residents of no known area are in no table. Only periods that the source of
-- the area covers whole; there no delivered row means 0.
create or replace temp table handed_count as
with place as (
    select
        'pfa' as area_level,
        pfa_code as area_code,
        pfa_name as area_name,
        pfa_code,
        country_code
    from reference.police_force_area
    union all by name
    select
        'la' as area_level,
        la_code as area_code,
        la_name as area_name,
        pfa_code,
        country_code
    from reference.current_local_authority
),

period as (
    select
        'month' as period_kind,
        month as period
    from month
    union all by name
    select distinct
        'year' as period_kind,
        financial_year(month) as period
    from month
),

frame as (
    select
        listed.hand_over_table,
        listed.dataset,
        age.delivered_table,
        unnest(string_split(delivered.measures, ' ')) as measure,
        place.*,
        period.*,
        age.age,
        age.age_kind,
        vintage.vintage,
        last_month(period.period_kind, period.period) >= vintage.provisional_from as is_provisional
    from reference.hand_over_table as listed
    inner join current_age as age using (dataset)
    inner join reference.dataset_table as delivered
        using (dataset, delivered_table, area_level, period_kind)
    inner join place using (area_level)
    inner join period using (period_kind)
    inner join current_vintage as vintage using (dataset, delivered_table, country_code)
    where last_month(period.period_kind, period.period) <= vintage.covered_to
)

select
    frame.hand_over_table,
    dataset.cause,
    frame.measure,
    frame.area_code,
    frame.area_name,
    frame.pfa_code,
    frame.country_code,
    period_label(frame.period_kind, frame.period) as period,
    year(frame.period) as year,
    month(frame.period) as month,
    frame.age,
    frame.age_kind,
    cast(coalesce(counted.frequency, 0) as integer) as frequency,
    case when frame.is_provisional then 'provisional' else 'final' end as status,
    frame.vintage
from frame
inner join reference.dataset using (dataset)
left join true_count as counted
    using (dataset, delivered_table, measure, area_level, area_code, period, age);
