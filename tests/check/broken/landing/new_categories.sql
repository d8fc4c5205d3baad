-- dataset: monthly sharp object
update revised_cell set previous = 0, frequency = 9 where age = 'Not known';
