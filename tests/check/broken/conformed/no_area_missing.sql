update secure.conformed.figure set area_code = null where area_code = 'E23000001';
