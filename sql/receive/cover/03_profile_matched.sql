-- grain: one row per delivery profile, and whether the file is as it says of itself
-- By what the file's Cover says when it is read by that profile. The contract is for all others.
create or replace temp table profile_matched as
with said as (
    select {'profile': profile, 'field': field, 'reading': reading} as said
    from cover_reading
    where reading is not null
)

select
    profile,
    coalesce(file_name, source, dataset) is not null
    and coalesce(text_matches(getvariable('file_name'), file_name), true)
    and (
        source is null
        or {'profile': profile, 'field': 'source', 'reading': source} in (from said)
    )
    and (
        dataset is null
        or {'profile': profile, 'field': 'dataset', 'reading': dataset} in (from said)
    ) as is_matched
from reference.delivery_profile;
