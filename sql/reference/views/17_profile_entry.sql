-- grain: one row per delivery profile and entry that holds for it: its own, and each of the contract's
-- for whose text it has no other entry
create view reference.profile_entry as
with entry as (
    select
        *,
        case when place in ('cover label', 'header', 'cell') then normal_label(text) else text end as label
    from reference.delivery_entry
),

own as (
    select profile, place, label
    from entry
    where profile != 'contract'
)

select profile, place, label, meaning, value
from entry
union all
select delivery_profile.profile, entry.place, entry.label, entry.meaning, entry.value
from entry
inner join reference.delivery_profile on delivery_profile.profile != 'contract'
anti join own
    on delivery_profile.profile = own.profile
    and entry.place = own.place
    and entry.label = own.label
where entry.profile = 'contract';
