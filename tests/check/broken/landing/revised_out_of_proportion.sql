-- dataset: monthly sharp object
update revised_cell set previous = frequency + 21, is_settled = true where area_code = 'E23000036';
