-- grain: one row: whether the drop at hand says that it is synthetic
select content
from cover;
