-- grain: one row: the month of the current figures
select max(month) as month
from secure.conformed.release_input;
