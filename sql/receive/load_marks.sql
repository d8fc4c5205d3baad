-- grain: one row per mark of a sheet of the current drop
-- One text a sheet, of five words a mark: binding a mark each takes ten times longer.
insert into sheet_mark
with word as (
    select string_split(cast($2 as varchar), ' ') as words
),

mark as (
    select
        words,
        unnest(range(1, len(words), 5)) as first
    from word
)

select
    $1,
    words[first],
    cast(words[first + 1] as integer),
    cast(words[first + 2] as integer),
    cast(words[first + 3] as integer),
    cast(words[first + 4] as integer)
from mark;
