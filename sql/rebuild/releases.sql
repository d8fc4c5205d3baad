-- grain: one row per release, in the order in which they were made
select
    month,
    revision,
    sequence,
    code_version
from release.release
order by sequence;
