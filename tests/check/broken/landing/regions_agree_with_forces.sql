-- dataset: bi-annual sharp object
update delivered_cell set frequency = frequency + 1
where delivered_table = 'month by region' and area_code = 'E12000007' and measure = 'FAE'
    and period = date '2012-05-01';
