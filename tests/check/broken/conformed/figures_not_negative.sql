update secure.conformed.figure set count = -1 where area_code = 'E23000001';
