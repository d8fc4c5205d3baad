-- grain: one row per figure that is public elsewhere, from a reference file of the ledger's columns
insert into ledger
select
    source, cause, measure, area_level, area_code, period_kind, period, age, sex, ethnicity, vintage,
    shown, rounding, lo, hi
from read_csv($reference)
