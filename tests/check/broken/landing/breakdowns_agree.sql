-- dataset: bi-annual sharp object
update delivered_cell set frequency = frequency + 1 where sex = 'Male' and measure = 'FAE';
