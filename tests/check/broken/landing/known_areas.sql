-- dataset: monthly sharp object
update delivered_cell set area_code = 'E23000099' where area_code = 'E23000001';
