-- grain: one row per figure of the release as the rule alone shows it
-- [c] hides a small count (or, nationally, a breakdown that would tell Wales apart); [x] is not
-- available. The finest rung of the policy is the rule; its odd base has no ties.
create or replace temp table ruled_cell as
select
    figure.* exclude (count, treatment),
    figure.treatment,
    case
        when figure.count is null then '[x]'
        when figure.treatment = 'exact' then cast(figure.count as varchar)
        when figure.treatment = 'withheld' then '[c]'
        when figure.count between rung.hidden_from and rung.hidden_to then rung.symbol
        else cast((figure.count + rung.base // 2) // rung.base * rung.base as varchar)
    end as shown,
    case
        when figure.count is null or figure.treatment = 'withheld' then ''
        when figure.treatment = 'exact' then '1'
        when figure.count between rung.hidden_from and rung.hidden_to then ''
        else cast(rung.base as varchar)
    end as rounding
from publication_cell as figure
cross join rung
where rung.place = 0;
