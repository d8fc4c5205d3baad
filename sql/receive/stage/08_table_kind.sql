-- grain: one row per table, with the table of the dataset that its dimensions make it (null: none)
create or replace temp table table_kind as
with table_dimension as (
    select table_no, dimension
    from header_column
    where dimension is not null
    union
    select table_no, dimension
    from header_said
),

dimensions as (
    select
        table_no,
        coalesce(
            max(
                case dimension
                    when 'pfa code' then 'pfa'
                    when 'la code' then 'la'
                    when 'region code' then 'region'
                end
            ),
            'country'
        ) as area_level,
        coalesce(
            max('month') filter (dimension = 'month of the year'),
            max(dimension) filter (dimension in ('month', 'year'))
        ) as period_kind,
        max(dimension) filter (dimension in ('age category', 'age group')) as age_breakdown,
        max(dimension) filter (dimension = 'sex') as sex_breakdown,
        max(dimension) filter (dimension = 'ethnicity') as ethnicity_breakdown
    from table_dimension
    group by table_no
)

select
    dimensions.*,
    extent.sheet,
    extent.header_row_no,
    dataset_table.delivered_table,
    dataset_table.measures
from dimensions
inner join table_extent as extent using (table_no)
left join reference.dataset_table
    on dataset_table.dataset = getvariable('dataset')
    and dataset_table.area_level = dimensions.area_level
    and dataset_table.period_kind = dimensions.period_kind
    and dataset_table.age_breakdown is not distinct from dimensions.age_breakdown
    and dataset_table.sex_breakdown is not distinct from dimensions.sex_breakdown
    and dataset_table.ethnicity_breakdown is not distinct from dimensions.ethnicity_breakdown;
