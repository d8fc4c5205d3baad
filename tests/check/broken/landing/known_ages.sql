-- dataset: monthly sharp object
update delivered_cell set age = '17-18' where age = '16-17';
