-- grain: one row per release: the sha256 of all figures that it shows and of the tables that it leaves out
with line as (
    select
        cell_no as place,
        concat_ws(
            chr(31), publication_table, cause, measure, area_level, area_code, area, period_kind, period, age, sex,
            ethnicity, shown, rounding, status
        ) as said
    from release.cell
    where month = $month
        and revision = $revision
    union all
    select
        -1 as place,
        publication_table as said
    from release.left_out
    where month = $month
        and revision = $revision
)

select sha256(string_agg(said, chr(30) order by place, said)) as digest
from line;
