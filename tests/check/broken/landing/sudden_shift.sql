-- dataset: monthly sharp object
update revised_cell set frequency = 500, previous = null
where area_code = 'E23000001' and age = 'All ages' and period = date '2012-06-01';
