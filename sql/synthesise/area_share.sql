-- grain: one row per finest area: its interval of [0, 1) among the areas of its force
create or replace temp table area_share as
with weights as (
    select
        finest_area,
        coalesce(pfa_code, finest_area) as force_code,
        0.3 + 1.7 * uniform(md5('area|' || finest_area), 1) as weight
    from finest_area
),

bounds as (
    select
        force_code,
        finest_area,
        row_number() over areas = count(*) over (partition by force_code) as is_last,
        sum(weight) over areas / sum(weight) over (partition by force_code) as above
    from weights
    window areas as (partition by force_code order by finest_area)
)

select
    force_code,
    finest_area,
    lag(above, 1, 0) over (partition by force_code order by finest_area) as low,
    case when is_last then 1 else above end as high
from bounds;
