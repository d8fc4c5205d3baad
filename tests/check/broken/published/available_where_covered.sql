update release_cell set shown = '[x]' where area_code = 'E92000001';
