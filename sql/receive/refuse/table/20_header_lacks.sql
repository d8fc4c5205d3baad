-- grain: one row per column of counts whose headers do not say what those beside it do, or say what no
-- reference table knows
with said as (
    select
        column_said.*,
        count(measure) over whole as measures,
        count(area_code) over whole as areas,
        count(age) over whole as ages,
        count(sex) over whole as sexes,
        count(ethnicity) over whole as ethnicities,
        count(period) over whole as periods
    from header_column as column_said
    where holds_counts
    window whole as (partition by table_no)
),

judged as (
    select
        said.table_no,
        said.sheet,
        said.header_row_no as row_no,
        said.column_no,
        (said.measure is null and said.measures > 0)
            or (said.area_code is null and said.areas > 0)
            or (said.age is null and said.ages > 0)
            or (said.sex is null and said.sexes > 0)
            or (said.ethnicity is null and said.ethnicities > 0)
            or (said.period is null and said.periods > 0) as lacks_one,
        (known.age is null and said.age is not null)
            or (known.sex is null and said.sex is not null)
            or (known.ethnicity is null and said.ethnicity is not null)
            or (known.role is null and said.area_code is not null)
            or coalesce(said.measure not in ('FAE', 'FCE'), false) as has_unknown
    from said
    inner join value_column as known using (table_no, column_no)
)

select
    if(lacks_one, 'header_lacks', 'entry_value_unknown') as refusal,
    sheet,
    row_no,
    column_no
from judged
where lacks_one or has_unknown;
