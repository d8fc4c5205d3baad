-- grain: one row per kind of figure of the release that nothing says how to show: its key without area and period
select distinct publication_table, area_level, period_kind, age, sex, ethnicity
from ruled_cell
where shown is null
order by all
