-- dataset: monthly sharp object
update revised_cell set frequency = 0, previous = null
where period = date '2012-06-01' and area_code > 'E23000010';
