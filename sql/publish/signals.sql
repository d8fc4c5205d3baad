-- grain: one row per month of a control chart, in the columns of signals.csv
-- Made of the measures, which must be in the connection.
select
    chart.cause,
    area.area_level,
    chart.area_code,
    area.area,
    chart.age,
    chart.period,
    cast(chart.value as varchar) as shown,
    chart.status,
    case
        when not chart.is_judged then 'before the baseline'
        when chart.is_baseline then 'baseline'
        else 'after the baseline'
    end as place,
    chart.mean,
    chart.lower,
    chart.upper,
    case
        when not chart.is_judged then null
        when chart.value > chart.upper then 'above'
        when chart.value < chart.lower then 'below'
        else 'within'
    end as limits
from control_chart as chart
inner join area using (area_code)
order by chart.cause, area.area_level, chart.area_code, chart.age, chart.period;
