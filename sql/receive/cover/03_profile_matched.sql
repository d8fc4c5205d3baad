-- grain: one row per delivery profile, and whether the file is as it says of itself
-- By what the file's Cover says when it is read by that profile. The contract is for all others.
create or replace temp table profile_matched as
select
    profile.profile,
    coalesce(profile.file_name, profile.source, profile.dataset) is not null
    and coalesce(text_matches(getvariable('file_name'), profile.file_name), true)
    and (
        profile.source is null
        or exists (
            select 1
            from cover_reading as said
            where said.profile = profile.profile
                and said.field = 'source'
                and said.reading = profile.source
        )
    )
    and (
        profile.dataset is null
        or exists (
            select 1
            from cover_reading as said
            where said.profile = profile.profile
                and said.field = 'dataset'
                and said.reading = profile.dataset
        )
    ) as is_matched
from reference.delivery_profile as profile;
