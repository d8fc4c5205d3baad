-- dataset: bi-annual sharp object
update delivered_cell set frequency = 0 where sex = 'Male' and measure = 'FCE';
