-- grain: one row: the name of the month whose figures are at hand
select month_label(max(month)) as subject
from secure.conformed.release_input;
