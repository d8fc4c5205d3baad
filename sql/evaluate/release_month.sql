-- grain: one row: the month whose figures are at hand
select max(month) as month
from secure.conformed.release_input;
