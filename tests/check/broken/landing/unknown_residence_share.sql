-- dataset: monthly sharp object
update revised_cell set frequency = 200 where area_code = 'Y' and period = date '2012-05-01';
