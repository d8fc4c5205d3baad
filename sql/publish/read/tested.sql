-- grain: one row per cause: how many forces' changes on a year earlier are tested in the main period
select
    change_test.cause,
    count(*) as forces
from change_test
inner join area using (area_code)
inner join main_period
    on change_test.cause = main_period.cause
    and change_test.period_kind = main_period.period_kind
    and change_test.period = main_period.period
    and area.area_level = main_period.area_level
where compared_with = 'year'
    and age = 'All ages'
    and area.area_level = 'pfa'
group by change_test.cause;
