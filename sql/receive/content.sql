-- grain: one row: whether the drop at hand says that it is synthetic, and its source (null: unknown)
select
    content,
    source
from cover;
