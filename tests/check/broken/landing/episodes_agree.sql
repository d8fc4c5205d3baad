-- dataset: bi-annual sharp object
update revised_cell set frequency = frequency + 999
where area_code = 'E06000001' and measure = 'FCE' and delivered_table = 'year by local authority';
