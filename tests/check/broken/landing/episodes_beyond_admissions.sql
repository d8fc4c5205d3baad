-- dataset: bi-annual sharp object
update delivered_cell set count = 10 * count + 99
where area_code = 'E06000001' and measure = 'FCE';
