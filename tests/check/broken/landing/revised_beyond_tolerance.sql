-- dataset: monthly sharp object
update revised_cell set previous = frequency - 21 where area_code = 'E23000001' and age = 'All ages';
