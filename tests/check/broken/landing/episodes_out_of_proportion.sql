-- dataset: bi-annual sharp object
update delivered_cell set count = 3 * count + 21 where sex = 'Male' and measure = 'FCE';
