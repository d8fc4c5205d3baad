-- grain: one row per figure to be shown, in the order of publication, with its count and step
select cell_id, frequency, step
from cell
where kind = 'rule' and publish_rank is not null
order by publish_rank, cell_id
