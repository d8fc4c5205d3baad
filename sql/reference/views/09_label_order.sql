-- grain: one row per kind of label and label, in the order in which releases print them
create view reference.label_order as
select
    'age' as kind,
    unnest([
        'All ages', 'Under 25', '25 and over', 'Under 16', '16-17', '18-24', '25-34', '35-44',
        '45-54', '55-64', '65 and over', 'Not known'
    ]) as label,
    generate_subscripts(range(12), 1) as label_order
union all
select 'sex', unnest(['All', 'Male', 'Female', 'Not known']), generate_subscripts(range(4), 1)
union all
select 'ethnicity', 'All', 0
union all
select 'ethnicity', ethnicity, cast(sort_order as bigint)
from reference.ethnicity;
