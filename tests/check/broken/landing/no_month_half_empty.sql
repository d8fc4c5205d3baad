-- dataset: monthly sharp object
update delivered_cell set frequency = 0 where period = date '2012-06-01' and area_code > 'E23000010';
