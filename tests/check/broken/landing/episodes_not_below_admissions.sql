-- dataset: bi-annual sharp object
update delivered_cell set count = 0 where sex = 'Male' and measure = 'FCE';
