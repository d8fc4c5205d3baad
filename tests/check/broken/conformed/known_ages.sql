update secure.conformed.figure set age = '17-18' where area_code = 'E23000001';
