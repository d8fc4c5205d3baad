-- dataset: all assault
update delivered_cell set frequency = frequency + 1
where area_level = 'la' and area_code = 'E09000002' and age = 'All ages';
