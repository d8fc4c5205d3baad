-- grain: one row per invented count, as the staging of a delivered file leaves it
create or replace temp table delivered_cell as
select
    'month by local authority and age category' as delivered_table,
    measure,
    'la' as area_level,
    la_code as area_code,
    'area' as role,
    'month' as period_kind,
    month as period,
    age,
    sex,
    ethnicity,
    frequency
from aged
