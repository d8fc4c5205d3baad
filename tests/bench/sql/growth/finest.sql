-- grain: one row per English local authority, month, measure, sex and ethnicity: its counts by age group
-- $combinations of 152: one makes half a million counts of 142 months when twelve ages are taken of each row.
create or replace temp table finest as
with combination as (
    select measure, sex, ethnicity
    from (values ('FAE'), ('FCE')) as measures (measure)
    cross join (select 'All' as sex union select sex from reference.sex) as sexes
    cross join (select 'All' as ethnicity union select ethnicity from reference.ethnicity) as ethnicities
    order by all
    limit $combinations
)

select
    la.la_code,
    la.pfa_code,
    cast(month as date) as month,
    combination.*,
    -- Under 25 has the first three groups, 25 and over five, the last is not known.
    [
        cast(hash(la.la_code, month, measure, sex, ethnicity, nth) % if(nth = 9, 2, 4) as integer)
        for nth in range(1, 10)
    ] as groups
from reference.current_local_authority as la
cross join combination
cross join unnest(generate_series(
    cast($first_month as date), cast($last_month as date), interval 1 month
)) as months (month)
where la.country_code = 'E92000001'
