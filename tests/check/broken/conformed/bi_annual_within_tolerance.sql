update secure.conformed.count set frequency = frequency + 100 where delivered_table = 'month by region';
