-- dataset: monthly sharp object
delete from delivered_cell where area_code = 'E23000001';
set variable period_end = date '2017-04-01';
