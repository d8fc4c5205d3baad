-- grain: one row per delivered table, area, age, sex, ethnicity and period with an admission
create or replace temp table delivered_count as
with tables as (
    select
        delivered_table,
        period_kind,
        coalesce(age_breakdown, 'no age') as age_breakdown,
        coalesce(sex_breakdown, 'no sex') as sex_breakdown,
        coalesce(ethnicity_breakdown, 'no ethnicity') as ethnicity_breakdown
    from reference.dataset_table
    where dataset = $dataset
)

select
    tables.delivered_table,
    area.area_code,
    age.category as age,
    sex.category as sex,
    ethnicity.category as ethnicity,
    period.period,
    count(*) as fae,
    sum(episodes) as fce
from delivered_admission as counted
inner join delivered_area as area using (finest_area)
inner join tables using (delivered_table)
inner join delivered_period as period
    on tables.period_kind = period.period_kind and counted.month = period.month
inner join delivered_breakdown as age
    on tables.age_breakdown = age.breakdown and counted.age = age.finest
inner join delivered_breakdown as sex
    on tables.sex_breakdown = sex.breakdown and counted.sex = sex.finest
inner join delivered_breakdown as ethnicity
    on tables.ethnicity_breakdown = ethnicity.breakdown and counted.ethnicity = ethnicity.finest
group by all;
