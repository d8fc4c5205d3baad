-- grain: one row per delivered count, with the labels of the reference tables
insert into secure.landed.count
select
    getvariable('drop_id'),
    delivered_table,
    measure,
    area_level,
    area_code,
    role,
    period_kind,
    period,
    age,
    sex,
    ethnicity,
    frequency
from delivered_cell;
