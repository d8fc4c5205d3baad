-- dataset: all assault
update delivered_cell set frequency = frequency + 1000 where age = 'Under 25' and area_code = 'E23000001';
