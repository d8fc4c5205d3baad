-- grain: one row per delivered file behind the release, with the months that it brings to it
select
    input.dataset,
    input.source,
    country.country_name as country,
    input.extract,
    input.extract_date,
    least(input.period_end, input.month) as covered_to,
    input.content = 'synthetic' as is_synthetic
from release.input as input
inner join reference.country as country using (source)
where input.month = $month
    and input.revision = $revision
order by input.dataset desc, country.country_code, input.extract_date, input.file_name;
