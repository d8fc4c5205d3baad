update release_cell set shown = '20'
where area_code = 'W92000004' and area_level = 'national' and age = 'Under 25';
