-- grain: one row per figure of the release as it is shown, with the interval that this admits
-- [c] hides a small count (or, nationally, a breakdown that would tell Wales apart); [x] is not
-- available. Below national level a figure stays as the ledger has it; figures that sums link are
-- shown as decided, others by the rule: the finest rung of the policy, whose odd base has no ties.
-- Consultant episodes are never fewer than admissions, and no model links the two: below national
-- level they would bound hidden admissions from above, so all of them are withheld.
create or replace temp table ruled_cell as
with decided as (
    select
        cell.cell_no,
        cell.vintage,
        protected_cell.shown,
        protected_cell.rounding,
        protected_cell.lo,
        protected_cell.hi,
        protected_cell.reason
    from protected_cell
    inner join cell using (cell_id)
    where cell.kind = 'rule'
),

frozen as (
    select * rename (period as period_shown)
    from ledger
    where area_level != 'national'
),

by_rule as (
    select
        figure.*,
        rung.base,
        rung.symbol,
        rung.hidden_from,
        rung.hidden_to,
        figure.frequency between rung.hidden_from and rung.hidden_to as is_hidden,
        (figure.frequency + rung.base // 2) // rung.base * rung.base as nearest,
        figure.measure = 'FCE' and figure.area_level != 'national' as is_bound_of_hidden
    from publication_cell as figure
    cross join rung
    where rung.place = 0
)

select
    figure.* exclude (
        base, symbol, hidden_from, hidden_to, is_hidden, nearest, is_bound_of_hidden
    ),
    frozen.shown is not null as is_frozen,
    coalesce(decided.vintage, getvariable('release_label')) as vintage,
    case
        when figure.frequency is null then '[x]'
        when figure.treatment = 'exact' then cast(figure.frequency as varchar)
        when figure.treatment = 'withheld' then '[c]'
        when frozen.shown is not null then frozen.shown
        when decided.shown is not null then decided.shown
        when is_bound_of_hidden then (select symbol from rung where base = 0)
        when is_hidden then figure.symbol
        else cast(nearest as varchar)
    end as shown,
    case
        when figure.frequency is null or figure.treatment = 'withheld' then ''
        when figure.treatment = 'exact' then '1'
        when frozen.shown is not null then frozen.rounding
        when decided.shown is not null then coalesce(cast(decided.rounding as varchar), '')
        when is_bound_of_hidden or is_hidden then ''
        else cast(figure.base as varchar)
    end as rounding,
    case
        when figure.treatment = 'exact' then figure.frequency
        when figure.treatment = 'withheld' then 0
        when decided.shown is not null then decided.lo
        when is_bound_of_hidden then 0
        when is_hidden then figure.hidden_from
        when figure.frequency = 0 then 0
        else nearest - figure.base // 2
    end as lo,
    case
        when figure.treatment = 'exact' then figure.frequency
        when decided.shown is not null then decided.hi
        when is_bound_of_hidden then null
        when is_hidden then figure.hidden_to
        when figure.frequency = 0 then 0
        when figure.treatment != 'withheld' then nearest + figure.base // 2
    end as hi,
    case
        when figure.treatment in ('exact', 'withheld') then 'national'
        when is_bound_of_hidden then 'withheld'
        else coalesce(decided.reason, 'rule')
    end as reason
from by_rule as figure
left join decided using (cell_no)
left join frozen using (
    cause, measure, area_level, area_code, period_kind, period_shown, age, sex, ethnicity, stage
);
