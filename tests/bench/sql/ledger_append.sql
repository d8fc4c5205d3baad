-- grain: one row per figure that this release shows for the first time, added to the ledger
insert into ledger
select
    $release, cause, measure, area_level, area_code, period_kind, period, age, sex, ethnicity, vintage,
    shown, rounding, protected_cell.lo, protected_cell.hi
from protected_cell
inner join cell using (cell_id)
where shown is not null
order by cell_id
