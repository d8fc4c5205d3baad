update secure.conformed.count set frequency = frequency + 1 where area_code = 'E23000001';
