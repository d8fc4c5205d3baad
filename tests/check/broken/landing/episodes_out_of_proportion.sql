-- dataset: bi-annual sharp object
update revised_cell set frequency = 3 * frequency + 21 where sex = 'Male' and measure = 'FCE';
