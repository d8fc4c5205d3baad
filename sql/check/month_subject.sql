-- grain: one row: the name of the month of the current figures
select month_label(max(month)) as subject
from secure.conformed.release_input;
