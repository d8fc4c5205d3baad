-- dataset: bi-annual sharp object
update delivered_cell set count = count + 1 where sex = 'Male' and measure = 'FAE';
