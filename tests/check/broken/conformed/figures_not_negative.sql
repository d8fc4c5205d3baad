update secure.conformed.figure set frequency = -1 where area_code = 'E23000001';
