-- dataset: bi-annual sharp object
update delivered_cell set ethnicity = 'Other' where ethnicity = 'White Irish';
