-- dataset: monthly sharp object
update revised_cell set previous = 8, frequency = 0 where area_code = 'E23000036';
