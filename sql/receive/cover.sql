-- grain: one row: what the Cover of the drop at hand says of it (null: not said, or not readable)
-- Labels stand left of their values; in a CSV file the Cover rows come first.
create or replace temp table cover as
with cover_cell as (
    select sheet_cell.*
    from sheet_cell
    inner join sheet_text using (sheet)
    where sheet_text.holds_cover
),

said as (
    select
        normal_label(label.text) as label,
        value.text as value
    from cover_cell as label
    inner join cover_cell as value
        on label.sheet = value.sheet
        and label.row_no = value.row_no
        and label.column_no + 1 = value.column_no
),

named as (
    select
        min(value) filter (label = 'data sharing agreement') as agreement,
        min(value) filter (label = 'dataset') as dataset_title,
        min(value) filter (label = 'source') as source_label,
        min(value) filter (label in ('cause codes icd 10', 'cause codes')) as cause,
        min(value) filter (label = 'period') as period,
        upper(min(value) filter (label = 'extract')) as extract,
        min(value) filter (label = 'status') as status,
        min(value) filter (label = 'extract date') as extract_date,
        min(value) filter (label = 'content') as content,
        min(value) filter (label = 'handling') as handling
    from said
),

read as (
    select
        *,
        year_of(regexp_extract(extract, '^(\S+) M\d\d$', 1)) as extract_year,
        try_cast(regexp_extract(extract, ' M(\d\d)$', 1) as integer) as extract_month
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
    month_of(split_part(read.period, ' to ', 1)) as period_start,
    month_of(split_part(read.period, ' to ', 2)) as period_end,
    cast(try_strptime(read.extract_date, ['%Y-%m-%d', '%d/%m/%Y', '%d %B %Y']) as date)
        as extract_date,
    nullif(read.status, '') as status,
    nullif(read.handling, '') as handling,
    year_of(regexp_extract(read.status, '(20\d\d[-/]\d\d) provisional', 1)) as status_year
from read
left join reference.dataset on normal_label(dataset.dataset_title) = normal_label(read.dataset_title)
left join reference.source on normal_label(source.source_label) = normal_label(read.source_label);
