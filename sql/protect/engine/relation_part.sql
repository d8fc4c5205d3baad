-- grain: one row per total and part of a table that is no release of this project
create or replace temp table relation_part as
select
    unnest(cast(string_split($relation_id, ',') as integer[])) as relation_id,
    unnest(cast(string_split($total_id, ',') as integer[])) as total_id,
    unnest(cast(string_split($part_id, ',') as integer[])) as part_id
