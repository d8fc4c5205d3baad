-- grain: one row per value that a delivery profile finds for a field of the Cover, and what it means
-- (reading null: not readable)
create or replace temp table cover_reading as
with said as (
    select
        cover_said.*,
        coalesce(entry.value, cover_said.value) as meant
    from cover_said
    left join reference.profile_entry as entry
        on cover_said.profile = entry.profile
        and entry.place = 'cell'
        and entry.meaning = cover_said.field
        and entry.label = normal_label(cover_said.value)
    where cover_said.value is not null
),

part as (
    select
        *,
        -- April 2012 to June 2012, or with a dash between them.
        string_split(
            regexp_replace(
                regexp_replace(meant, ' +(to|until|through|-) +', '|', 'i'),
                '^([^|]*20\d\d) ?- ?([a-z][^|]*)$', '\1|\2', 'i'
            ),
            '|'
        ) as period,
        regexp_extract(
            upper(meant),
            '^(20\d\d[-/])(?:20)?(\d\d)[-, ]*(?:M|MONTH) ?(\d\d?)$',
            ['century', 'year', 'month']
        ) as extract
    from said
)

select
    part.* exclude (period, extract, meant),
    case part.field
        when 'agreement' then upper(part.meant)
        when 'dataset' then dataset.dataset
        when 'source' then source.source
        when 'cause' then regexp_replace(upper(part.meant), ' ?(-|TO) ?', '-')
        when 'period'
            then delivered_month(part.period[1])
                || ' to '
                || coalesce(
                    delivered_month(part.period[2]),
                    -- The last day of a month names it too.
                    case
                        when day(date_of(part.period[2]) + 1) = 1
                            then cast(date_trunc('month', date_of(part.period[2])) as date)
                    end
                )
        when 'extract'
            then case
                when try_cast(part.extract.month as integer) between 1 and 13
                    then year_label(year_of(part.extract.century || part.extract.year))
                        || ' M'
                        || lpad(part.extract.month, 2, '0')
            end
        when 'extract date' then cast(date_of(part.meant) as varchar)
        when 'content'
            then case
                when normal_label(part.meant) like 'synthetic test data%' then 'synthetic'
                else 'real'
            end
        else nullif(part.meant, '')
    end as reading
from part
left join reference.dataset
    on part.field = 'dataset'
    and normal_label(part.meant) in (normal_label(dataset.dataset_title), normal_label(dataset.dataset))
left join reference.source
    on part.field = 'source'
    and normal_label(part.meant) in (normal_label(source.source_label), normal_label(source.source));
