-- grain: one row per breakdown, delivered category and finest category that it counts
create or replace temp table delivered_breakdown as
with age as (
    select age, age_band, row_number() over () as age_rank from reference.age
    where breakdown = 'age group'
),

sex as (
    select sex, row_number() over () as sex_rank from reference.sex
)

select 'no age' as breakdown, 0 as category_rank, 'All ages' as category, age as finest from age
union all
select 'age group', age_rank, age, age from age
union all
select 'age category', 0, 'All ages', age from age
union all
select 'age category', case age_band when 'Under 25' then 1 else 2 end, age_band, age from age
where age_band is not null
union all
select 'no sex', 0, 'All', sex from sex
union all
select 'sex', sex_rank, sex, sex from sex
union all
select 'no ethnicity', 0, 'All', ethnicity from reference.ethnicity
union all
select 'ethnicity', sort_order::integer, ethnicity, ethnicity from reference.ethnicity;
