-- grain: one row per financial year whose level differs from 1
create or replace temp table year_level as
select * from (
    values
    ('2012-13', 0.95), ('2013-14', 0.90), ('2014-15', 0.92), ('2016-17', 1.05),
    ('2017-18', 1.20), ('2018-19', 1.25), ('2019-20', 1.15), ('2020-21', 0.72),
    ('2022-23', 0.95), ('2023-24', 0.92)
) as levels (financial_year, level);
