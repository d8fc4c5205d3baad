-- grain: one row per admission, including those removed later
-- Everything about an admission is derived from its own digest, so it is the same in every extract.
create or replace temp table admission as
with numbered as (
    select
        force_code, month, month_label, is_sharp, unnest(range(admissions)) as number
    from admission_count
),

digests as (
    select *, md5(concat_ws('|', $seed, force_code, month_label, is_sharp, number)) as digest
    from numbered
),

draws as (
    select
        force_code,
        month,
        is_sharp,
        uniform(digest, 1) as area_draw,
        uniform(digest, 2) as age_draw,
        uniform(digest, 3) as ethnicity_draw,
        uniform(digest, 4) as sex_draw,
        uniform(digest, 5) as episodes_draw,
        uniform(digest, 6) as coded_draw,
        uniform(digest, 7) as removed_draw,
        uniform(digest, 8) as england_draw
    from digests
)

select
    area_share.finest_area,
    draws.month,
    draws.is_sharp,
    age_share.age,
    ethnicity_share.ethnicity,
    case
        when sex_draw < 0.905 then 'Male' when sex_draw < 0.998 then 'Female' else 'Not known'
    end as sex,
    case when episodes_draw < 0.90 then 1 when episodes_draw < 0.98 then 2 else 3 end as episodes,
    -- Reporting delay: months after the reference month until the admission is coded and delivered.
    case
        when coded_draw < 0.93 then 0 when coded_draw < 0.97 then 1
        when coded_draw < 0.99 then 2 else 3
    end as coded_after,
    -- Months after the reference month until a wrongly coded admission is removed.
    case when removed_draw < 0.002 then 1 when removed_draw < 0.004 then 2 end as removed_after,
    england_draw < force_level.share_in_england as is_in_england
from draws
inner join force_level using (force_code)
inner join area_share
    on draws.force_code = area_share.force_code
    and area_draw >= area_share.low and area_draw < area_share.high
inner join age_share
    on draws.is_sharp = age_share.is_sharp
    and age_draw >= age_share.low and age_draw < age_share.high
inner join ethnicity_share
    on ethnicity_draw >= ethnicity_share.low and ethnicity_draw < ethnicity_share.high;
