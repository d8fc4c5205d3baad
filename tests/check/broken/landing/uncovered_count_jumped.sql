-- dataset: monthly sharp object
update revised_cell set previous = 2, frequency = 22, is_settled = true
where area_code = 'U' and period = date '2012-04-01';
