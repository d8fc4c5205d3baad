-- grain: one row: the versions that made the release
select
    rule_version,
    code_version
from release.release
where month = $month
    and revision = $revision;
