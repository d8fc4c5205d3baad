-- grain: as many rows as the one of $columns with most values has, of the table or view named $table
-- Each column has every value that it has in the table, null too, and the first of them again to the end.
with held as (
    select list(distinct columns(lambda name: list_contains($columns, name)))
    from query_table($table)
),

longest as (
    select greatest(0, *columns(*)) as longest
    from (
        select len(columns(*))
        from held
    )
)

select unnest(
    list_resize(columns(* exclude (longest)), longest, list_extract(columns(* exclude (longest)), 1))
)
from held
cross join longest;
