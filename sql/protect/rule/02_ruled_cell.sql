-- grain: one row per figure of the release as the rule shows it
-- [c] hides a small count (or, nationally, a breakdown that would tell Wales apart); [x] is not
-- available. With an odd base there are no ties.
create or replace temp table ruled_cell as
select
    * exclude (count, treatment, hidden_from, hidden_to, base),
    case
        when count is null then '[x]'
        when treatment = 'withheld' or count between hidden_from and hidden_to then '[c]'
        else cast((count + base // 2) // base * base as varchar)
    end as shown,
    case
        when count is null then ''
        when treatment = 'withheld' or count between hidden_from and hidden_to then ''
        else cast(base as varchar)
    end as rounding
from publication_cell;
