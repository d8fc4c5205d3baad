-- dataset: bi-annual sharp object
update revised_cell set frequency = 10 * frequency + 99
where area_code = 'E06000001' and measure = 'FCE';
