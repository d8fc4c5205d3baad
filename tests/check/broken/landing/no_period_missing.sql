-- dataset: monthly sharp object
update delivered_cell set period = null where area_code = 'E23000001';
