-- dataset: monthly sharp object
update delivered_cell set measure = 'FCA' where area_code = 'E23000001';
