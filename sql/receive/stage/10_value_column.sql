-- grain: one row per column of counts, with what is said of them as the reference tables write it
-- A label that no reference table knows is null here, and refused.
create or replace temp table value_column as
select
    header.table_no,
    header.column_no,
    header.measure,
    header.period,
    header.part,
    header.area_code,
    area.role,
    age.age,
    sex.sex,
    ethnicity.ethnicity
from header_column as header
inner join table_kind as kind using (table_no)
left join reference.delivered_area as area
    on kind.area_level = area.area_level
    and header.area_code = area.area_code
left join reference.age
    on kind.age_breakdown = age.breakdown
    and normal_label(header.age) = age.age_label
left join reference.sex on normal_label(header.sex) = sex.sex_label
left join reference.ethnicity on normal_label(header.ethnicity) = ethnicity.ethnicity_label
where header.holds_counts;
