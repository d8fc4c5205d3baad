update release_cell set shown = '5' where area_code = 'E23000001';
