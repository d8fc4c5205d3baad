-- grain: one row per month of which a release was made: its latest one
select
    month,
    max(revision) as revision
from release.release
group by month
order by month;
