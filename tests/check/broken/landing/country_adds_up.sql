-- dataset: monthly sharp object
update delivered_cell set frequency = frequency + 1 where role = 'total' and period = date '2012-05-01';
