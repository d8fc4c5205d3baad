-- grain: one row per conformed count of the current tables, up to the release month
-- A view: copying the rows takes longer than reading them twice.
create or replace temp view current_count as
select counted.*
from secure.conformed.count as counted
inner join current_table using (drop_id, delivered_table)
where counted.period <= getvariable('release_month');
