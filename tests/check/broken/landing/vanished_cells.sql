-- dataset: monthly sharp object
update revised_cell set previous = 8, count = 0 where area_code = 'E23000036';
