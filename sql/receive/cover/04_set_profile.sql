-- grain: none; the delivery profile that the file is read by
set variable profile = (
    select coalesce(min(profile) filter (is_matched), 'contract')
    from profile_matched
);
