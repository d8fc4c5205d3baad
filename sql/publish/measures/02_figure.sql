-- grain: one row per admission figure of a force or nation in this release
create or replace temp view figure as
select * exclude (months_before)
from released_figure
where months_before = 0;
