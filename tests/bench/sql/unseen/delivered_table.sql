-- grain: one row per table of an invented file
insert into secure.landed.delivered_table by name
select drop_id, delivered_table, 1 as vintage
from secure.landed.drop
inner join reference.dataset_table using (dataset)
