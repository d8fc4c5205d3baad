-- grain: one row per nation and provisional month that is nowcast, in the columns of nowcast.csv
select
    cell.publication_table as "table",
    cell.cause,
    cell.measure,
    cell.area_level,
    cell.area_code,
    cell.area,
    cell.period_kind,
    cell.period,
    cell.age,
    cell.sex,
    cell.ethnicity,
    cell.shown,
    nowcast.age as age_in_months,
    nowcast.expected,
    nowcast.lower_50,
    nowcast.upper_50,
    nowcast.lower_95,
    nowcast.upper_95
from release.cell as cell
inner join nowcast
    on cell.area_code = nowcast.area_code
    and cell.period = month_label(nowcast.period)
where cell.month = getvariable('release_month')
    and cell.revision = getvariable('release_revision')
    and cell.publication_table = 'national_month'
order by cell.cell_no;
