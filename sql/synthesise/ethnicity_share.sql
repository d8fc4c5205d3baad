-- grain: one row per ethnic group: its interval of [0, 1)
create or replace temp table ethnicity_share as
with shares (ethnicity, share) as (
    values
    ('White British', 0.530), ('White Irish', 0.005), ('Any other White background', 0.057),
    ('White and Black Caribbean', 0.022), ('White and Black African', 0.008),
    ('White and Asian', 0.005), ('Any other Mixed background', 0.015), ('Indian', 0.013),
    ('Pakistani', 0.025), ('Bangladeshi', 0.012), ('Any other Asian background', 0.030),
    ('Caribbean', 0.050), ('African', 0.055), ('Any other Black background', 0.043),
    ('Chinese', 0.002), ('Any other ethnic group', 0.040), ('Not stated', 0.058),
    ('Not known', 0.030)
),

bounds as (
    select ethnicity, share, sum(share) over (order by ethnicity) as above from shares
)

select ethnicity, above - share as low, above as high from bounds;
