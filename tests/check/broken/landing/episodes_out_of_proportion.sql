-- dataset: bi-annual sharp object
update delivered_cell set frequency = 3 * frequency + 21 where sex = 'Male' and measure = 'FCE';
