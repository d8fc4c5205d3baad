-- dataset: monthly sharp object
update revised_cell set frequency = 99, previous = null
where area_code = 'U' and period = date '2012-05-01';
