-- grain: one row per verdict of the release's audit
select
    verdict,
    figures
from release.audit
where month = $month
    and revision = $revision
order by verdict;
