update secure.conformed.figure set frequency = 10000
where area_code = 'E23000001' and cause = 'X99' and age = 'All ages';
