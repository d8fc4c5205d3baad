-- grain: one row per delivered file behind the release
select
    file_name,
    drop_id as sha256,
    dataset,
    source,
    extract,
    strftime(period_end, '%Y-%m') as period_end,
    strftime(extract_date, '%Y-%m-%d') as extract_date,
    content
from release.input
where month = $month
    and revision = $revision
order by file_name, sha256;
