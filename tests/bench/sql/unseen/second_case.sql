-- grain: one row per admission of a resident of England or Wales, of the second generator
create or replace temp table hospital_case as
select
    area_code, cast(month as date) as month, is_sharp, age, sex, ethnicity, cast(episodes as integer) as episodes,
    cast(coded_after as integer) as coded_after
from drawn_case
