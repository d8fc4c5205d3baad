update secure.conformed.figure set frequency = frequency + 1
where area_code = 'W92000004' and area_level = 'national' and age = 'All ages';
