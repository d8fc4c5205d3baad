-- dataset: monthly sharp object
delete from delivered_cell where area_code = 'E23000034';
update revised_cell set previous = 1 where area_code = 'E23000034';
