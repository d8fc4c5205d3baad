-- grain: one row per area and age band: its residents, whom rates are of
create or replace temp table resident as
select area_code, mid_year, 'All ages' as age, residents from area
union all
select area_code, mid_year, 'Under 25', residents_under_25 from area
union all
select area_code, mid_year, '25 and over', residents_25_and_over from area;
