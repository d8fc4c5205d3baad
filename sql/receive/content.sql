-- grain: one row: whether the current drop says that it is synthetic, and its source (null: unknown)
select
    content,
    source
from cover;
