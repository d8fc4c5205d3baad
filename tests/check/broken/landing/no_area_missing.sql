-- dataset: monthly sharp object
update delivered_cell set area_code = null where area_code = 'E23000001';
