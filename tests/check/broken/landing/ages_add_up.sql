-- dataset: monthly sharp object
update delivered_cell set frequency = frequency + 1
where age = '18-24' and area_code = 'E23000001' and period = date '2012-05-01';
