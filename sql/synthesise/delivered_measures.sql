-- grain: one row per delivered table of $dataset
select delivered_table, measures
from reference.dataset_table
where dataset = $dataset;
