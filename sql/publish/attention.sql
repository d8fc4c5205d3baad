-- grain: one row per piece of evidence that a force's admissions changed, in the columns of attention.csv
-- Made of the measures, which must be in the connection.
select
    attention.area_code,
    area.area,
    attention.cause,
    attention.period_kind,
    attention.period,
    if(attention.has_risen, 'up', 'down') as way,
    attention.change
from attention
inner join area using (area_code)
order by area_code, cause, period_kind;
