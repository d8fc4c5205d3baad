-- grain: one row per table of the package
select
    hand_over_table,
    title,
    string_split(key, ';') as key,
    holds_counts = 'yes' as holds_counts
from reference.hand_over_table
order by hand_over_table;
