-- dataset: monthly sharp object
delete from delivered_cell where period = date '2012-05-01';
