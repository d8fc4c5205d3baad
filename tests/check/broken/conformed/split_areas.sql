update secure.landed.count set area_code = 'E23000000' where area_code = 'E23000001';
