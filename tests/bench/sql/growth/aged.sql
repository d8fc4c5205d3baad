-- grain: one row per English local authority, month, combination and age: twelve ages that add up
create or replace temp view aged as
select
    * exclude (groups),
    unnest([
        'Under 16', '16-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65 and over', 'Not known',
        'Under 25', '25 and over', 'All ages'
    ]) as age,
    unnest(groups || [list_sum(groups[1:3]), list_sum(groups[4:8]), list_sum(groups)]) as frequency
from finest
