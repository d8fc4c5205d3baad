-- grain: one row: the rule that a release was made under, if it is kept
select rule
from release.rule
where month = $month
    and revision = $revision;
