-- grain: one row: what the Cover of the current drop says of it (null: not said, or not readable)
create or replace temp table cover as
with named as (
    select
        upper(min(value) filter (field = 'agreement')) as agreement,
        min(value) filter (field = 'dataset') as dataset_title,
        min(value) filter (field = 'source') as source_label,
        regexp_replace(upper(min(value) filter (field = 'cause')), ' ?(-|TO) ?', '-') as cause,
        -- April 2012 to June 2012, or with a dash between them.
        regexp_replace(
            regexp_replace(
                min(value) filter (field = 'period'), ' +(to|until|through|-) +', '|', 'i'
            ),
            '^([^|]*20\d\d) ?- ?([a-z][^|]*)$', '\1|\2', 'i'
        ) as period,
        regexp_extract(
            upper(min(value) filter (field = 'extract')),
            '^(20\d\d[-/])(?:20)?(\d\d)[-, ]*(?:M|MONTH) ?(\d\d?)$',
            ['century', 'year', 'month']
        ) as extract,
        min(value) filter (field = 'status') as status,
        min(value) filter (field = 'extract_date') as extract_date,
        min(value) filter (field = 'content') as content,
        min(value) filter (field = 'handling') as handling
    from cover_said
),

read as (
    select
        *,
        year_of(extract.century || extract.year) as extract_year,
        try_cast(extract.month as integer) as extract_month,
        split_part(period, '|', 2) as period_end
    from named
)

select
    read.agreement,
    case when normal_label(read.content) like 'synthetic test data%' then 'synthetic' else 'real' end
        as content,
    dataset.dataset,
    dataset.cause as expected_cause,
    read.cause,
    source.source,
    source.country_code,
    read.extract_year,
    read.extract_month,
    case
        when read.extract_month between 1 and 13
            then year_label(read.extract_year) || ' M' || lpad(cast(read.extract_month as varchar), 2, '0')
    end as extract,
    -- M13 is the final extract of a year, so it ends with March, as M12 does.
    cast(read.extract_year + to_months(least(read.extract_month, 12) - 1) as date) as extract_end,
    cast(read.extract_year + to_years(cast(read.extract_month = 13 as integer)) as date)
        as provisional_from,
    delivered_month(split_part(read.period, '|', 1)) as period_start,
    -- The last day of a month names it too.
    coalesce(
        delivered_month(read.period_end),
        case
            when day(date_of(read.period_end) + 1) = 1
                then cast(date_trunc('month', date_of(read.period_end)) as date)
        end
    ) as period_end,
    date_of(read.extract_date) as extract_date,
    nullif(read.status, '') as status,
    nullif(read.handling, '') as handling,
    year_of(regexp_extract(lower(read.status), '(20\d\d[-/]\d\d)[ (:-]*provisional', 1))
        as status_year
from read
left join reference.dataset on normal_label(dataset.dataset_title) = normal_label(read.dataset_title)
left join reference.source on normal_label(source.source_label) = normal_label(read.source_label);
