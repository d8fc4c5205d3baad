-- grain: one row per place and meaning that a delivery profile gives to texts, with these
select
    place,
    string_agg(text, ', ' order by text) as texts,
    concat_ws(' ', meaning, value) as means
from reference.delivery_entry
where profile = $profile
group by all
order by place, means;
