-- grain: one row per figure to be shown: its rung, and the rungs of its values up to `low_to` and from `high_from`
create or replace table decision as
select
    unnest(cast(string_split($cell_id, ',') as integer[])) as cell_id,
    unnest(cast(string_split($place, ',') as integer[])) as place,
    unnest(cast(string_split($low_place, ',') as integer[])) as low_place,
    unnest(cast(string_split($low_to, ',') as bigint[])) as low_to,
    unnest(cast(string_split($high_place, ',') as integer[])) as high_place,
    unnest(cast(string_split($high_from, ',') as bigint[])) as high_from
