-- grain: one row: the number of the month's latest release (0: there is none)
select coalesce(max(revision), 0) as revision
from release.release
where month = getvariable('release_month');
