-- grain: one row per figure of the release as it is shown, with the interval that this admits
-- [x] is not available. National figures are shown as they are. Below national level a figure stays as
-- the ledger has it, or is shown as decided. The policy withholds what would tell Wales apart, and below
-- national level consultant episodes: they are never fewer than admissions, and no model links the two, so
-- they would bound hidden admissions from above. Shown is null where none of this holds: the run stops.
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

shown_as as (
    select
        figure.*,
        frozen.shown is not null as is_frozen,
        coalesce(decided.vintage, getvariable('release_label')) as vintage,
        figure.area_level = 'national' as is_national,
        case
            when figure.frequency is null then {
                'shown': '[x]', 'rounding': '', 'lo': null, 'hi': null, 'reason': 'not available'
            }
            when is_national and figure.treatment = 'exact' then {
                'shown': figure.frequency::varchar,
                'rounding': '1',
                'lo': figure.frequency,
                'hi': figure.frequency,
                'reason': 'national'
            }
            when is_frozen then {
                'shown': frozen.shown,
                'rounding': frozen.rounding,
                'lo': frozen.lo,
                'hi': frozen.hi,
                'reason': frozen.reason
            }
            when figure.treatment = 'withheld' then {
                'shown': (select symbol from rung where base = 0),
                'rounding': '',
                'lo': 0,
                'hi': null,
                'reason': if(is_national, 'national', 'withheld')
            }
            when decided.shown is not null then {
                'shown': decided.shown,
                'rounding': coalesce(decided.rounding::varchar, ''),
                'lo': decided.lo,
                'hi': decided.hi,
                'reason': decided.reason
            }
        end as as_shown
    from publication_cell as figure
    left join decided using (cell_no)
    left join frozen using (
        cause, measure, area_level, area_code, period_kind, period_shown, age, sex, ethnicity, stage
    )
)

select
    * exclude (is_national, as_shown),
    as_shown.shown as shown,
    as_shown.rounding as rounding,
    as_shown.lo as lo,
    as_shown.hi as hi,
    as_shown.reason as reason
from shown_as;
