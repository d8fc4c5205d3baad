update secure.conformed.count set count = count + 1 where area_code = 'E23000001';
