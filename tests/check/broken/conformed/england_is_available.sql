update secure.conformed.figure set frequency = null
where area_code = 'E23000001' and period = date '2012-06-01';
