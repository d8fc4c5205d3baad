-- grain: one row, or two alike: the most frequent values of $columns in the table or view named $table
-- Two where they occur twice or more: then, and only then, a key is not unique.
with most_frequent as (
    select
        columns(lambda name: list_contains($columns, name)),
        count(*) as occurrences
    from query_table($table)
    group by all
    order by occurrences desc
    limit 1
)

select columns(lambda name: list_contains($columns, name))
from most_frequent
cross join range(least(occurrences, 2));
