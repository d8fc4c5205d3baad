-- grain: one row per kind of assault and fine age group: its interval of [0, 1)
create or replace temp table age_share as
with shares (age, sharp, other) as (
    values
    ('Under 16', 0.045, 0.080), ('16-17', 0.090, 0.060), ('18-24', 0.300, 0.230),
    ('25-34', 0.285, 0.265), ('35-44', 0.150, 0.165), ('45-54', 0.085, 0.115),
    ('55-64', 0.030, 0.058), ('65 and over', 0.010, 0.022), ('Not known', 0.005, 0.005)
),

by_kind as (
    select true as is_sharp, age, sharp as share from shares
    union all
    select false, age, other from shares
),

bounds as (
    select is_sharp, age, share, sum(share) over (partition by is_sharp order by age) as above
    from by_kind
)

select is_sharp, age, above - share as low, above as high from bounds;
