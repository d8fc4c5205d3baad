-- grain: one row: the name of the current drop
select concat(dataset, ' ', source, ' ', extract, ' (', left(getvariable('drop_id'), 12), ')') as subject
from cover;
