-- grain: one row per entry of the delivery profile that the file is read by
create or replace temp table profile_entry as
select place, label, meaning, value
from reference.profile_entry
where profile = getvariable('profile');
