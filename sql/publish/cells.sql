-- grain: one row per figure of the release, in the columns of cells.csv
select
    publication_table as "table",
    cause,
    measure,
    area_level,
    area_code,
    area,
    period_kind,
    period,
    age,
    sex,
    ethnicity,
    shown,
    rounding,
    status
from release.cell
where month = $month
    and revision = $revision
order by cell_no;
