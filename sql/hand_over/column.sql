-- grain: one row per column that a table of the package may have
select column_name, type, description
from reference.hand_over_column;
