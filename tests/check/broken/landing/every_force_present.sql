-- dataset: monthly sharp object
delete from delivered_cell where area_code = 'E23000001';
