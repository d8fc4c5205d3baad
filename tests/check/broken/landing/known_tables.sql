-- dataset: monthly sharp object
update delivered_cell set delivered_table = 'month by ward' where area_code = 'E23000001';
