-- grain: one row if the file is as two delivery profiles say
select
    'two_profiles' as refusal,
    null as sheet,
    null as row_no,
    null as column_no,
    string_agg(profile, ', ' order by profile) as detail
from profile_matched
where is_matched
having count(*) > 1;
