-- grain: one row per total and part: in `relation_id` the figure `total_id` is the sum of its figures `part_id`
create or replace table relation_part as
with keyed as (
    select
        cell_id, cause, measure, sex, ethnicity, vintage, release_vintage, risen_from, is_rest,
        area_code as area, period_kind || ' ' || period as period, age
    from cell
),

-- What is all assault but not sharp object is in no sum but that of the two: they say all that it could.
placed as (
    select
        *,
        unnest(['age', 'area', 'period']) as dimension,
        unnest([age, area, period]) as place
    from keyed
    where not is_rest
),

family as (
    select *, count(*) over (partition by dimension, family, total) as parts
    from family_part
),

-- one row per figure and part of it that a family names: the figure's own key, but for that dimension
wanted as (
    select
        placed.cell_id as total_id, dimension, family, parts,
        cause, measure, sex, ethnicity, vintage, risen_from, is_rest,
        if(dimension = 'age', part, age) as age,
        if(dimension = 'area', part, area) as area,
        if(dimension = 'period', part, period) as period
    from placed
    inner join family using (dimension)
    where placed.place = family.total
),

-- a sum holds only when every one of its parts is a figure of the model
summed as (
    select total_id, dimension, family, part.cell_id as part_id
    from wanted
    inner join keyed as part
        on wanted.cause = part.cause
        and wanted.measure = part.measure
        and wanted.sex = part.sex
        and wanted.ethnicity = part.ethnicity
        and wanted.vintage = part.vintage
        and wanted.risen_from is not distinct from part.risen_from
        and wanted.is_rest = part.is_rest
        and wanted.age = part.age
        and wanted.area = part.area
        and wanted.period = part.period
    qualify count(*) over (partition by total_id, dimension, family) = parts
),

later as (
    select
        total.cell_id as total_id, 'vintage' as dimension, rise.risen_from as family,
        unnest([earlier.cell_id, rise.cell_id]) as part_id
    from keyed as rise
    inner join keyed as earlier
        using (cause, measure, sex, ethnicity, is_rest, age, area, period)
    inner join keyed as total
        using (cause, measure, sex, ethnicity, is_rest, age, area, period)
    where earlier.vintage = rise.risen_from
        and earlier.risen_from is null
        and total.vintage = rise.vintage
        and total.risen_from is null
),

all_assault as (
    select
        total.cell_id as total_id, 'cause' as dimension, 'assault' as family,
        unnest([sharp.cell_id, rest.cell_id]) as part_id
    from keyed as rest
    inner join keyed as total using (measure, sex, ethnicity, age, area, period, release_vintage)
    inner join keyed as sharp using (measure, sex, ethnicity, age, area, period, release_vintage)
    where rest.is_rest
        and total.cause = 'X92-Y09'
        and total.vintage = total.release_vintage
        and sharp.cause = 'X99'
)

select
    (dense_rank() over (order by total_id, dimension, family) - 1)::integer as relation_id,
    total_id, part_id
from (
    select * from summed
    union all by name
    select * from later
    union all by name
    select * from all_assault
)
order by relation_id, part_id
