-- dataset: monthly sharp object
update delivered_cell set frequency = -1 where area_code = 'E23000001' and period = date '2012-05-01';
