update secure.conformed.figure set frequency = frequency * 2
where area_code = 'E92000001' and period = date '2012-06-01';
