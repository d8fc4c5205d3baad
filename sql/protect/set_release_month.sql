-- grain: none; the month that the figures at hand go up to
set variable release_month = (select min(month) from secure.conformed.release_input);
