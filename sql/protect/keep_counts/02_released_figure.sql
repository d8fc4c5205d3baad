-- grain: one row per release and true figure behind it
insert into secure.conformed.released_figure
select
    getvariable('release_month'),
    getvariable('revision'),
    cause,
    measure,
    area_level,
    area_code,
    period_kind,
    period_shown,
    age,
    sex,
    ethnicity,
    frequency
from publication_cell
where frequency is not null
order by cell_no;
