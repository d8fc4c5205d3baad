-- grain: one row per data row of a table, with its labels as the reference tables write them
-- A label that no reference table knows is null here, and refused.
create or replace temp table labelled_row as
select
    kind.table_no,
    kind.delivered_table,
    data_row.sheet,
    data_row.row_no,
    upper(data_row.measure) as measure,
    kind.area_level,
    case when kind.area_level = 'country' then getvariable('country_code') else data_row.area_code end
        as area_code,
    case when kind.area_level = 'country' then 'area' else area.role end as role,
    kind.period_kind,
    coalesce(delivered_month(data_row.month), delivered_year(data_row.year)) as period,
    case when kind.age_breakdown is null then 'All ages' else age.age end as age,
    case when kind.sex_breakdown is null then 'All' else sex.sex end as sex,
    case when kind.ethnicity_breakdown is null then 'All' else ethnicity.ethnicity end as ethnicity
from table_row as data_row
inner join table_kind as kind using (table_no)
left join reference.delivered_area as area
    on kind.area_level = area.area_level
    and data_row.area_code = area.area_code
left join reference.age
    on kind.age_breakdown = age.breakdown
    and normal_label(data_row.age) = age.age_label
left join reference.sex on normal_label(data_row.sex) = sex.sex_label
left join reference.ethnicity on normal_label(data_row.ethnicity) = ethnicity.ethnicity_label;
