-- dataset: monthly sharp object
insert into delivered_cell from delivered_cell where area_code = 'E23000001';
