-- grain: one row per dimension, family, total and part: which ages and areas add up
create or replace table family_part as
select 'age' as dimension, 'band' as family, 'All ages' as total,
    unnest(['Under 25', '25 and over', 'Not known']) as part
union all
select 'age', 'group', 'Under 25', unnest(['Under 16', '16-17', '18-24'])
union all
select 'age', 'group', '25 and over', unnest(['25-34', '35-44', '45-54', '55-64', '65 and over'])
union all
select 'area', 'la', pfa_code, la_code
from reference.current_local_authority
where country_code = 'E92000001'
