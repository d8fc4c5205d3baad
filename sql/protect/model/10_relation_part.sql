-- grain: one row per total and part: in `relation_id` the figure `total_id` is the sum of its figures `part_id`
create or replace table relation_part as
with keyed as (
    select
        cell_id, cause, measure, sex, ethnicity, vintage,
        area_code as area, period_kind || ' ' || period as period, age
    from cell
),

-- What is all assault but not sharp object is in no other sum: those of the two say all that it could.
summed_within_cause as (
    select *
    from keyed
    where cause != 'X92-Y09 but X99'
),

-- one row per figure and dimension in which it can be summed: its place in that dimension, and all the rest of its key
placed as (
    select cell_id, 'area' as dimension, area as place,
        hash(cause, measure, sex, ethnicity, vintage, period, age) as rest
    from summed_within_cause
    union all
    select cell_id, 'period', period, hash(cause, measure, sex, ethnicity, vintage, area, age)
    from summed_within_cause
    union all
    select cell_id, 'vintage', vintage, hash(cause, measure, sex, ethnicity, area, period, age)
    from summed_within_cause
    union all
    select cell_id, 'age', age, hash(cause, measure, sex, ethnicity, vintage, area, period)
    from summed_within_cause
    union all
    select cell_id, 'cause', cause,
        hash(measure, sex, ethnicity, replace(vintage, 'bi-annual ', ''), area, period, age)
    from keyed
),

family as (
    select dimension, family, total, count(*) as parts
    from family_part
    group by dimension, family, total
),

summed as (
    select
        total.cell_id as total_id, part.cell_id as part_id, family.family, family.dimension,
        family.parts,
        count(*) over (partition by total.cell_id, family.dimension, family.family) as parts_found
    from family
    inner join family_part using (dimension, family, total)
    inner join placed as total on total.dimension = family.dimension and total.place = family.total
    inner join placed as part
        on part.dimension = family.dimension and part.place = family_part.part and part.rest = total.rest
)

-- a sum holds only when every one of its parts is a figure of the model
select
    (dense_rank() over (order by total_id, dimension, family) - 1)::integer as relation_id,
    total_id, part_id
from summed
where parts_found = parts
order by relation_id, part_id
