-- grain: one row per rung of the ladder, finest first (`place`), with its base, its symbol and the counts behind it
create or replace table rung as
select
    unnest(range(len($base)))::integer as place, unnest($base)::bigint as base,
    unnest($hidden_from)::bigint as hidden_from, unnest($hidden_to)::bigint as hidden_to,
    unnest($symbol)::varchar as symbol
