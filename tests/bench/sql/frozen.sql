-- grain: one row per figure of the model that the ledger knows
-- Shown under this rule it is frozen, otherwise only narrowed.
update cell
set
    lo = known.lo, hi = known.hi,
    kind = case when cell.kind = 'rule' and known.is_shown then 'frozen' else cell.kind end
from (
    select
        cause, measure, area_level, area_code, period_kind, period, age, sex, ethnicity, vintage,
        max(lo) as lo, min(hi) as hi, bool_or(release like 'r:%') as is_shown
    from ledger
    group by all
) as known
where cell.kind != 'exact'
    and cell.risen_from is null
    and (cell.cause, cell.measure, cell.area_level, cell.area_code, cell.period_kind, cell.period, cell.age,
         cell.sex, cell.ethnicity, cell.vintage)
    = (known.cause, known.measure, known.area_level, known.area_code, known.period_kind, known.period, known.age,
       known.sex, known.ethnicity, known.vintage)
