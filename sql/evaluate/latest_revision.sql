-- grain: one row: the latest release of a month
select max(revision) as revision
from release.release
where month = $month;
