-- dataset: bi-annual sharp object
update delivered_cell set sex = 'M' where sex = 'Male';
