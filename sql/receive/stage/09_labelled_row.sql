-- grain: one row per data row of a table, with its labels as the reference tables write them
-- A label that no reference table knows is null here, and refused.
create or replace temp table labelled_row as
with translated as (
    select
        data_row.* exclude (area_code, age, sex, ethnicity, measure),
        coalesce(of_area.value, data_row.area_code) as area_code,
        coalesce(of_age.value, data_row.age) as age,
        coalesce(of_sex.value, data_row.sex) as sex,
        coalesce(of_ethnicity.value, data_row.ethnicity) as ethnicity,
        coalesce(of_measure.value, data_row.measure) as measure,
        kind.* exclude (table_no, sheet)
    from table_row as data_row
    inner join table_kind as kind using (table_no)
    left join profile_entry as of_area
        on of_area.place = 'cell'
        and of_area.meaning = kind.area_level || ' code'
        and of_area.label = normal_label(data_row.area_code)
    left join profile_entry as of_age
        on of_age.place = 'cell'
        and of_age.meaning = kind.age_breakdown
        and of_age.label = normal_label(data_row.age)
    left join profile_entry as of_sex
        on of_sex.place = 'cell'
        and of_sex.meaning = 'sex'
        and of_sex.label = normal_label(data_row.sex)
    left join profile_entry as of_ethnicity
        on of_ethnicity.place = 'cell'
        and of_ethnicity.meaning = 'ethnicity'
        and of_ethnicity.label = normal_label(data_row.ethnicity)
    left join profile_entry as of_measure
        on of_measure.place = 'cell'
        and of_measure.meaning = 'measure'
        and of_measure.label = normal_label(data_row.measure)
)

select
    data_row.table_no,
    data_row.delivered_table,
    data_row.sheet,
    data_row.row_no,
    upper(data_row.measure) as measure,
    data_row.area_level,
    case
        when data_row.area_level = 'country' then getvariable('country_code')
        else data_row.area_code
    end as area_code,
    case when data_row.area_level = 'country' then 'area' else area.role end as role,
    data_row.period_kind,
    coalesce(delivered_month(data_row.month), delivered_year(data_row.year)) as period,
    case when data_row.age_breakdown is null then 'All ages' else age.age end as age,
    case when data_row.sex_breakdown is null then 'All' else sex.sex end as sex,
    case when data_row.ethnicity_breakdown is null then 'All' else ethnicity.ethnicity end as ethnicity
from translated as data_row
left join reference.delivered_area as area
    on data_row.area_level = area.area_level
    and data_row.area_code = area.area_code
left join reference.age
    on data_row.age_breakdown = age.breakdown
    and normal_label(data_row.age) = age.age_label
left join reference.sex on normal_label(data_row.sex) = sex.sex_label
left join reference.ethnicity on normal_label(data_row.ethnicity) = ethnicity.ethnicity_label;
