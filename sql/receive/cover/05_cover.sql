-- grain: one row: what the Cover of the current drop says of it (null: not said, or not readable)
create or replace temp table cover as
with said as (
    select
        min(reading) filter (field = 'agreement') as agreement,
        coalesce(min(reading) filter (field = 'content'), 'real') as content,
        min(reading) filter (field = 'dataset') as dataset,
        min(reading) filter (field = 'source') as source,
        min(reading) filter (field = 'cause') as cause,
        min(reading) filter (field = 'extract') as extract,
        string_split(min(reading) filter (field = 'period'), ' to ') as period,
        cast(min(reading) filter (field = 'extract date') as date) as extract_date,
        min(reading) filter (field = 'status') as status,
        min(reading) filter (field = 'handling') as handling
    from cover_reading
    where profile = getvariable('profile')
),

dated as (
    select
        *,
        year_of(left(extract, 7)) as extract_year,
        cast(right(extract, 2) as integer) as extract_month
    from said
)

select
    dated.agreement,
    dated.content,
    dated.dataset,
    dataset.cause as expected_cause,
    dated.cause,
    dated.source,
    source.country_code,
    dated.extract_year,
    dated.extract_month,
    dated.extract,
    -- M13 is the final extract of a year, so it ends with March, as M12 does.
    cast(dated.extract_year + to_months(least(dated.extract_month, 12) - 1) as date) as extract_end,
    cast(dated.extract_year + to_years(cast(dated.extract_month = 13 as integer)) as date)
        as provisional_from,
    cast(dated.period[1] as date) as period_start,
    cast(dated.period[2] as date) as period_end,
    dated.extract_date,
    dated.status,
    dated.handling,
    year_of(regexp_extract(lower(dated.status), '(20\d\d[-/]\d\d)[ (:-]*provisional', 1)) as status_year
from dated
left join reference.dataset using (dataset)
left join reference.source using (source);
