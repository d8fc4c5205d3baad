-- grain: one row per financial year or 12 months ending, with the verdicts on its two changes
create or replace temp view judged_period as
select
    whole_period.*,
    coalesce(on_year.verdict, 'untested') as verdict_on_year,
    coalesce(on_baseline.verdict, 'untested') as verdict_on_baseline
from whole_period
left join change_test as on_year
    on whole_period.cell_no = on_year.cell_no
    and on_year.compared_with = 'year'
left join change_test as on_baseline
    on whole_period.cell_no = on_baseline.cell_no
    and on_baseline.compared_with = 'baseline';
