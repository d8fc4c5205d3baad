-- grain: none; what the stages need to know of the Cover, of a file whose Cover may say nothing
set variable dataset = (select coalesce(dataset, '') from cover);
set variable country_code = (select coalesce(country_code, '') from cover);
set variable period_end = (select coalesce(period_end, date '2012-04-01') from cover);
