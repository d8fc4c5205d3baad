-- grain: one row per delivered table, area, age, sex and ethnicity: its counts, in order of period
with tables as (
    select
        delivered_table,
        period_kind,
        coalesce(age_breakdown, 'no age') as age_breakdown,
        coalesce(sex_breakdown, 'no sex') as sex_breakdown,
        coalesce(ethnicity_breakdown, 'no ethnicity') as ethnicity_breakdown
    from reference.dataset_table
    where dataset = $dataset
),

areas as (
    select distinct delivered_table, area_rank, area_code, area_name from delivered_area
),

categories as (
    select distinct breakdown, category_rank, category from delivered_breakdown
),

periods as (
    select distinct period_kind, period from delivered_period
),

cells as (
    select
        areas.*,
        period,
        age.category_rank + sex.category_rank + ethnicity.category_rank as category_rank,
        age.category as age,
        sex.category as sex,
        ethnicity.category as ethnicity
    from areas
    inner join tables using (delivered_table)
    inner join periods using (period_kind)
    inner join categories as age on tables.age_breakdown = age.breakdown
    inner join categories as sex on tables.sex_breakdown = sex.breakdown
    inner join categories as ethnicity on tables.ethnicity_breakdown = ethnicity.breakdown
)

select
    delivered_table,
    area_code,
    area_name,
    age,
    sex,
    ethnicity,
    list(period order by period) as periods,
    list(coalesce(fae, 0)::integer order by period) as fae,
    list(coalesce(fce, 0)::integer order by period) as fce
from cells
left join delivered_count using (delivered_table, area_code, age, sex, ethnicity, period)
group by delivered_table, area_rank, category_rank, area_code, area_name, age, sex, ethnicity
order by delivered_table, area_rank, area_code, category_rank;
