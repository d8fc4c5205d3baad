-- grain: one row per cell of a table that is no release of this project: as the model has its figures
-- What places a figure in a release is the same for all; area_code is the system that is bounded on its own first.
create or replace temp table cell as
with given as (
    select
        unnest(range(len(string_split($counts, ','))))::integer as cell_id,
        unnest(cast(string_split($system, ',') as bigint[])) as system,
        unnest(string_split($kind, ',')) as kind,
        unnest(cast(string_split($order, ',') as bigint[])) as place,
        unnest(cast(string_split($lo, ',') as bigint[])) as lo,
        unnest(cast(string_split($hi, ',') as bigint[])) as hi,
        unnest(cast(string_split($counts, ',') as bigint[])) as frequency
)

select
    cell_id,
    'any' as cause, 'any' as measure, 'any' as area_level, system::varchar as area_code,
    'any' as period_kind, 'any' as period, 'any' as age, 'any' as sex, 'any' as ethnicity,
    'any' as vintage, 'any' as release_vintage, null::varchar as risen_from, false as is_rest,
    case kind when 'rule' then place end as publish_rank, null::integer as step,
    kind, lo, hi, frequency
from given
