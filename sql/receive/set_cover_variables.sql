-- grain: none; what the stages and refusals need to know of the Cover
set variable dataset = (select dataset from cover);
set variable country_code = (select country_code from cover);
set variable period_end = (select period_end from cover);
