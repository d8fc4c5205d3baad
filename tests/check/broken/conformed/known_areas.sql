update secure.conformed.figure set area_code = 'E23000099' where area_code = 'E23000001';
