-- grain: one row per figure of the release
-- What pandas hands over holds days as times.
copy (
    select * replace (cast(first_day as date) as first_day, cast(last_day as date) as last_day)
    from figure
) to $path (format parquet, compression zstd);
