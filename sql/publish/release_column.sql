-- grain: one row per column of a table for machines
select file, "column", type, meaning
from reference.release_column;
