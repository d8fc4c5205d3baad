-- grain: one row per figure to be shown, all on the finest rung: the rule alone, without protection
create or replace table decision as
select cell_id, 0 as place, 0 as low_place, -1 as low_to, 0 as high_place, no_upper_bound() + 1 as high_from
from cell
where kind = 'rule' and publish_rank is not null
